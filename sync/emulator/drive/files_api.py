"""The Drive API's files methods."""

import base64
import binascii
import json
import re

from sync.emulator import exports, imports
from sync.emulator.calls import Call
from sync.emulator.drive import query
from sync.emulator.drive.resources import BASIC, file_resource
from sync.emulator.errors import drive_forbidden, drive_invalid
from sync.emulator.fields import project
from sync.emulator.files import SPREADSHEET, File, new_id, new_spreadsheet
from sync.emulator.messages import Response, answer, nothing
from sync.emulator.routing import Route
from sync.emulator.shapes import Json
from sync.emulator.tidy import without_nulls

PAGE = "page:"
FIRST_PAGE = "cGFnZTow"
SETTABLE = ("description", "starred", "parents", "appProperties", "properties")


def resource(call: Call, file: File) -> Json:
    """The File resource under the ``fields`` parameter."""
    mask = call.mask()
    basic = {name: {} for name in BASIC} if mask is None else mask
    found: Json = project(file_resource(file, call.user, call.accounts), basic)
    return found


def owned_file(call: Call, name: str, mime_type: str, content: bytes = b"") -> File:
    """A new file of the caller's; a spreadsheet when its type says so."""
    call.refuse_creation()
    file = new_spreadsheet(name, call.user.email, call.options, call.now())
    if mime_type != SPREADSHEET:
        file.book, file.mime_type, file.content = None, mime_type, content
    return file


def create(call: Call) -> Response:
    given, content, kind = _uploaded(call)
    name = given.get("name", "Untitled")
    mime_type = given.get("mimeType") or kind or "application/octet-stream"
    file = owned_file(call, name, mime_type, content)
    if content and file.book is not None:
        imports.fill(file.book, content, kind, call.now().date())
    file.extra |= {key: given[key] for key in SETTABLE if key in given}
    call.store.publish(file)
    return answer(resource(call, file))


def get(call: Call, file_id: str) -> Response:
    file = call.drive_file(file_id, 1)
    if call.request.one("alt") == "media":
        if file.book is not None:
            raise drive_invalid(
                "Only files with binary content can be downloaded. Use Export with Docs Editors "
                "files.", "alt",
            )  # fmt: skip
        return Response(200, file.content, file.mime_type)
    return answer(resource(call, file))


def update(call: Call, file_id: str) -> Response:
    """files.update: metadata, and content where the request uploads some."""
    file = call.drive_file(file_id, 2)
    given, content, kind = _uploaded(call)
    if "trashed" in given and call.accounts.rank(call.user, file) < 3:
        raise drive_forbidden()
    with call.store.editing(file_id) as draft:
        if "name" in given:
            draft.name = given["name"]
            if draft.book is not None:
                draft.book.properties = {**draft.book.properties, "title": given["name"]}
        draft.trashed = given.get("trashed", draft.trashed)
        draft.extra |= {key: given[key] for key in SETTABLE if key in given}
        if content and draft.book is not None:
            imports.fill(draft.book, content, kind, call.now().date())
        elif content:
            draft.content = content
    return answer(resource(call, draft))


def import_csv(call: Call, file_id: str) -> Response:
    """PUT /upload/drive/v2/files/ID, with which gspread fills a spreadsheet from CSV."""
    call.drive_file(file_id, 2)
    kind = call.request.headers.get("content-type", "text/csv").partition(";")[0]
    with call.store.editing(file_id) as draft:
        imports.fill(call.book(draft), call.request.body, kind, call.now().date())
    found = file_resource(draft, call.user, call.accounts)
    old = {"kind": "drive#file", "id": draft.id, "title": draft.name, "mimeType": draft.mime_type}
    return answer({**old, "modifiedDate": found["modifiedTime"], "version": found["version"]})


def copy(call: Call, file_id: str) -> Response:
    source = call.drive_file(file_id, 1)
    call.refuse_creation()
    given = without_nulls(call.request.json())
    fresh = owned_file(call, given.get("name") or f"Copy of {source.name}", source.mime_type)
    twin = source.copy()
    twin.id, twin.name, twin.owner = fresh.id, fresh.name, fresh.owner
    twin.created, twin.permissions = fresh.created, fresh.permissions
    twin.stamps, twin.comments, twin.trashed = [], [], False
    if twin.book is not None:
        twin.book.properties = {**twin.book.properties, "title": twin.name}
        if not call.options.copy_keeps_metadata:
            _drop_metadata(twin)
    call.store.publish(twin)
    return answer(resource(call, twin))


def _drop_metadata(file: File) -> None:
    book = file.book
    if book is None:
        return
    book.metadata = []
    for sheet in book.sheets:
        sheet.metadata = []
        for lines in sheet.lines.values():
            for line in lines:
                line.metadata = []


def delete(call: Call, file_id: str) -> Response:
    file = call.drive_file(file_id, 1)
    if call.options.sharing and call.accounts.rank(call.user, file) < 3:
        raise drive_forbidden()
    with call.store.editing(file_id) as draft:
        draft.removed, draft.book, draft.content = True, None, b""
        call.store.last_delete = call.store.change + 1
    return nothing()


ORDERS = {
    "createdTime": "createdTime",
    "modifiedTime": "modifiedTime",
    "name": "name",
    "name_natural": "name",
}


def list_files(call: Call) -> Response:
    """files.list: ``q``, ``orderBy``, ``pageSize``, ``pageToken``, ``fields``."""
    one = call.request.one
    test = query.parse(one("q")) if one("q") else None
    found = [
        file_resource(file, call.user, call.accounts)
        for file in call.store.searchable()
        if call.accounts.listed(call.user, file)
    ]
    found = [entry for entry in found if test is None or test(entry)]
    found.sort(key=lambda entry: str(entry["modifiedTime"]), reverse=True)
    for key in reversed(one("orderBy").split(",")) if one("orderBy") else []:
        name, _, falling = key.strip().partition(" ")
        if name not in ORDERS:
            raise drive_invalid("Invalid Value", "orderBy")
        found.sort(key=lambda entry, at=ORDERS[name]: str(entry[at]), reverse=falling == "desc")  # type: ignore[misc]
    page, following = paged(found, one("pageSize") or "100", one("pageToken"))
    result: Json = {"kind": "drive#fileList", "incompleteSearch": False, "files": page}
    if following:
        result["nextPageToken"] = following
    mask = call.mask()
    if mask is None:
        result["files"] = project(page, {name: {} for name in BASIC})
    return answer(project(result, mask or {}))


def paged(entries: list[Json], size: str, token: str) -> tuple[list[Json], str]:
    """One page and the token of the next. Raises Drive's 400 for a bad size or token."""
    if not size.isdecimal() or not 1 <= int(size) <= 1000:
        raise drive_invalid("Invalid value. Values must be within the range: [1, 1000]", "pageSize")
    try:
        start = int(base64.urlsafe_b64decode(token or FIRST_PAGE).decode().removeprefix(PAGE))
    except (ValueError, binascii.Error):
        raise drive_invalid("Invalid Value", "pageToken") from None
    end = start + int(size)
    following = base64.urlsafe_b64encode(f"{PAGE}{end}".encode()).decode()
    return entries[start:end], following if end < len(entries) else ""


def generate_ids(call: Call) -> Response:
    count = int(call.request.one("count") or 10)
    ids = [new_id() for _ in range(count)]
    return answer({"kind": "drive#generatedIds", "space": "drive", "ids": ids})


def export(call: Call, file_id: str) -> Response:
    file = call.drive_file(file_id, 1)
    kind = call.request.one("mimeType")
    if file.book is None:
        raise drive_invalid("Export only supports Docs Editors files.", "fileId")
    content = exports.exported(file.book, kind)
    return Response(200, content, kind, {"Content-Disposition": "attachment", "Server": "ESF"})


def _uploaded(call: Call) -> tuple[Json, bytes, str]:
    """Metadata, content and content type of a plain or an uploading request."""
    upload = call.request.one("uploadType")
    kind = call.request.headers.get("content-type", "")
    if upload == "media":
        return {}, call.request.body, kind.partition(";")[0]
    if upload == "multipart":
        return _multipart(call.request.body, kind)
    if upload:
        raise drive_invalid("The local Drive takes media and multipart uploads.", "uploadType")
    return without_nulls(call.request.json()), b"", ""


def _multipart(body: bytes, kind: str) -> tuple[Json, bytes, str]:
    match = re.search(r'boundary="?([^";]+)"?', kind)
    if not match:
        raise drive_invalid("Missing boundary", "uploadType")
    parts = body.split(b"--" + match[1].encode())[1:-1]
    if len(parts) != 2:
        raise drive_invalid("A multipart upload has two parts", "uploadType")
    (_, metadata), (head, content) = (_part(part) for part in parts)
    found = re.search(r"content-type:\s*([^\r\n;]+)", head, re.IGNORECASE)
    return without_nulls(json.loads(metadata)), content, found[1].strip() if found else ""


def _part(part: bytes) -> tuple[str, bytes]:
    head, _, content = part.lstrip(b"\r\n").partition(b"\r\n\r\n")
    if not content:
        head, _, content = part.lstrip(b"\r\n").partition(b"\n\n")
    return head.decode(), content.removesuffix(b"\r\n").removesuffix(b"\n")


FILE = r"/drive/v3/files/([^/]+)"

ROUTES = [
    Route("GET", "/drive/v3/files", list_files),
    Route("POST", "/drive/v3/files", create),
    Route("POST", "/upload/drive/v3/files", create),
    Route("GET", "/drive/v3/files/generateIds", generate_ids),
    Route("GET", rf"{FILE}/export", export),
    Route("POST", rf"{FILE}/copy", copy),
    Route("GET", FILE, get),
    Route("PATCH", FILE, update),
    Route("PATCH", r"/upload/drive/v3/files/([^/]+)", update),
    Route("PUT", r"/upload/drive/v2/files/([^/]+)", import_csv),
    Route("DELETE", FILE, delete),
]
