"""One page, or one fragment for htmx, for each kind of failure."""

import logging
import secrets

from flask import Flask, g, render_template, request
from flask_babel import gettext as _
from sqlite_utils.utils import sqlite3
from werkzeug.exceptions import HTTPException

from app.db import trouble
from app.htmx import htmx
from sync.core.refusal import Refused

log = logging.getLogger(__name__)

Answer = tuple[str, int, dict[str, str]]

TO_MESSAGES = {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML"}


def words(status: int) -> tuple[str, str]:
    """Title, then what to do next, for an HTTP status."""
    known = {
        400: (_("Yêu cầu không hợp lệ"), _("Hãy quay lại trang trước, tải lại trang rồi thử lại.")),
        403: (_("Không có quyền xem trang này"), _("Hãy nhờ quản trị của cơ quan cấp quyền.")),
        404: (_("Không tìm thấy trang"), _("Có thể trang đã được chuyển. Hãy về trang đầu.")),
        405: (_("Trang này không làm được việc đó"), _("Hãy quay lại trang trước rồi thử lại.")),
        409: (_("Có người vừa sửa chỗ này"), _("Hãy tải lại trang để xem giá trị mới nhất.")),
        413: (_("Tệp quá lớn"), _("Hãy chọn tệp nhỏ hơn, hoặc tách thành nhiều tệp.")),
        422: (_("Chưa làm được việc này"), _("Hãy quay lại trang trước rồi thử lại.")),
        503: (_("Máy chủ chưa làm được việc này"), _("Hãy thử lại sau ít phút.")),
        429: (_("Thử quá nhiều lần"), _("Hãy chờ một lát rồi thử lại.")),
    }
    return known.get(
        status,
        (_("Hệ thống gặp trục trặc"), _("Dữ liệu đã lưu vẫn còn. Hãy thử lại sau ít phút.")),
    )


def _answer(status: int, message: str | None = None) -> Answer:
    title, advice = words(status)
    template = "errors/_fragment.html" if htmx else "errors/page.html"
    page = render_template(template, title=title, message=message or advice, status=status)
    return page, status, TO_MESSAGES if htmx else {}


def _refused(error: Refused) -> Answer:
    return _answer(error.status, error.message)


def _http(error: HTTPException) -> Answer:
    return _answer(error.code or 500)


def _too_large(_error: OverflowError) -> Answer:
    """A number in an address or a form that no column of SQLite holds: nothing has that id."""
    return _answer(404)


def _database(error: sqlite3.DatabaseError) -> Answer:
    """A disk that is full, a file that is locked: whoever just pressed a button is told."""
    words = trouble(error)
    if words is None:
        return _crash(error)
    log.error("database: %s", error)
    if request.method not in ("GET", "HEAD"):
        words = _("Chưa lưu được. %(why)s", why=words)
    return _answer(503, words)


def _crash(_error: Exception) -> Answer:
    log.exception("request failed", extra={"request": g.get("request_id")})
    return _answer(500)


def install(app: Flask) -> None:
    @app.before_request
    def name_request() -> None:
        g.request_id = request.headers.get("X-Request-Id", "")[:40] or secrets.token_hex(6)

    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OverflowError, _too_large)
    app.register_error_handler(sqlite3.DatabaseError, _database)
    app.register_error_handler(Exception, _crash)
