"""The refusals of Google's services, with their words."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sync.emulator.shapes import Json

PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner "
    "to remove protection if you need to edit."
)


@dataclass
class ApiError(Exception):
    """An answer with a status of 400 or more.

    ``reason`` makes it a Drive error (``errors[].reason``); without it the body is that of the
    Sheets API (``status`` and ``details``).
    """

    code: int
    status: str
    message: str
    details: list[Json] = field(default_factory=list)
    reason: str = ""
    domain: str = "global"
    location: str = ""

    def body(self) -> Json:
        """The JSON body Google sends with this error."""
        error: Json = {"code": self.code, "message": self.message}
        if self.reason:
            entry = {"message": self.message, "domain": self.domain, "reason": self.reason}
            if self.location:
                entry |= {"location": self.location, "locationType": "parameter"}
            error["errors"] = [entry]
        else:
            error["status"] = self.status
        if self.details:
            error["details"] = self.details
        return {"error": error}


class RequestError(Exception):
    """One request of a batch is not valid; the batch puts its number and kind before the words."""


@contextmanager
def numbered(place: str) -> Iterator[None]:
    """Say which entry of a list is refused: ``Invalid data[1]: …``."""
    try:
        yield
    except ApiError as error:
        error.message = f"Invalid {place}: {error.message}"
        raise


def invalid(message: str) -> ApiError:
    """400: the request cannot be understood or done."""
    return ApiError(400, "INVALID_ARGUMENT", message)


def bad_field(where: str, kind: str, value: Any) -> ApiError:
    """400 for a value of the wrong kind in a body, as recorded for ``data.values``."""
    text = f"Invalid value at '{where}' ({kind}), {json.dumps(value, ensure_ascii=False)}"
    violation = {"field": where, "description": text}
    details = {
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [violation],
    }
    return ApiError(400, "INVALID_ARGUMENT", text, [details])


def not_found() -> ApiError:
    """404 of the Sheets API."""
    return ApiError(404, "NOT_FOUND", "Requested entity was not found.")


def forbidden() -> ApiError:
    """403 of the Sheets API for a file the caller may not use."""
    return ApiError(403, "PERMISSION_DENIED", "The caller does not have permission")


def not_a_sheet() -> ApiError:
    """400 for an .xlsx or another file that is no Google spreadsheet."""
    return ApiError(400, "FAILED_PRECONDITION", "This operation is not supported for this document")


def unauthenticated() -> ApiError:
    """401 for a token that is unknown, expired or revoked."""
    return ApiError(
        401,
        "UNAUTHENTICATED",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
        "cookie or other valid authentication credential. See "
        "https://developers.google.com/identity/sign-in/web/devconsole-project.",
    )


def not_built(kind: str) -> ApiError:
    """501 for what the local server does not do, with its name: never a silent success."""
    return ApiError(501, "UNIMPLEMENTED", f"The local Sheets server does not do {kind}")


def drive_not_found(file_id: str) -> ApiError:
    """404 of the Drive API."""
    return ApiError(
        404, "NOT_FOUND", f"File not found: {file_id}.", reason="notFound", location="fileId"
    )


def drive_forbidden() -> ApiError:
    """403 of the Drive API for somebody who may see the file but not do this."""
    return ApiError(
        403,
        "PERMISSION_DENIED",
        "The user does not have sufficient permissions for this file.",
        reason="insufficientFilePermissions",
    )


def drive_invalid(message: str, location: str = "") -> ApiError:
    """400 of the Drive API."""
    return ApiError(400, "INVALID_ARGUMENT", message, reason="invalid", location=location)
