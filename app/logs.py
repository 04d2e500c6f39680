"""The log: one JSON object a line, naming the request or the run it belongs to."""

import json
import logging
import logging.config
import time
from typing import Any

from flask import Flask, Response, g, has_request_context, request

log = logging.getLogger("app.requests")

_KNOWN = vars(logging.makeLogRecord({})).keys() | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """Time (UTC), level, logger, message, the request's id, everything given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context() and "request_id" in g:
            line["request"] = g.request_id
        line.update({k: v for k, v in vars(record).items() if k not in _KNOWN and v is not None})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


SERVER: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "app.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {"_granian": {"propagate": True}, "granian.access": {"propagate": True}},
}
"""For the server's processes; a command says what it has to say itself."""


def configure() -> None:
    logging.config.dictConfig(SERVER)


def _begin() -> None:
    g.began = time.perf_counter()


def _tell(response: Response) -> Response:
    if log.isEnabledFor(logging.INFO):
        took = round((time.perf_counter() - g.began) * 1000, 1) if "began" in g else None
        log.info(
            "%s %s %s",
            request.method,
            request.path,
            response.status_code,
            extra={"ms": took, "address": request.remote_addr},
        )
    return response


def install(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_tell)
