"""The Drive API's permissions, comments and changes."""

import secrets

from sync.emulator.calls import Call
from sync.emulator.drive.files_api import paged
from sync.emulator.drive.resources import file_resource, horizon
from sync.emulator.errors import ApiError, drive_forbidden, drive_invalid
from sync.emulator.fields import project
from sync.emulator.files import File
from sync.emulator.messages import Response, answer, nothing
from sync.emulator.routing import Route
from sync.emulator.shapes import Json
from sync.emulator.tidy import without_nulls

SHOWN = ("kind", "id", "type", "role")
"""The fields of a permission in an answer without a ``fields`` parameter."""

ROLES = ("owner", "organizer", "fileOrganizer", "writer", "commenter", "reader")


def _masked(call: Call, value: Json) -> Json:
    mask = call.mask()
    found: Json = project(value, {name: {} for name in SHOWN} if mask is None else mask)
    return found


def list_permissions(call: Call, file_id: str) -> Response:
    file = call.drive_file(file_id, 2)
    found = [{"kind": "drive#permission", **permission} for permission in file.permissions]
    page, following = paged(
        found, call.request.one("pageSize") or "100", call.request.one("pageToken")
    )
    result: Json = {"kind": "drive#permissionList", "permissions": page}
    if following:
        result["nextPageToken"] = following
    mask = call.mask()
    if mask is None:
        result["permissions"] = project(page, {name: {} for name in SHOWN})
    return answer(project(result, mask or {}))


def create_permission(call: Call, file_id: str) -> Response:
    call.drive_file(file_id, 2)
    given = without_nulls(call.request.json())
    kind, role = given.get("type"), given.get("role")
    if kind not in ("user", "group", "domain", "anyone"):
        raise drive_invalid("The permission type field is required.", "permission.type")
    if role not in ROLES:
        raise drive_invalid("The permission role field is required.", "permission.role")
    with call.store.editing(file_id) as draft:
        permission: Json = {"id": secrets.token_hex(10), "type": kind, "role": role}
        if kind == "anyone":
            permission["id"] = "anyoneWithLink"
        for key in ("emailAddress", "domain", "allowFileDiscovery"):
            if key in given:
                permission[key] = given[key]
        draft.permissions = [p for p in draft.permissions if not _same(p, permission)]
        if role == "owner":
            _hand_over(draft, permission)
        draft.permissions.append(permission)
    return answer(_masked(call, {"kind": "drive#permission", **permission}))


def _same(one: Json, two: Json) -> bool:
    return one["type"] == two["type"] and one.get("emailAddress") == two.get("emailAddress")


def _hand_over(file: File, permission: Json) -> None:
    """A file has one owner: the old one stays as a writer."""
    file.permissions = [
        {**p, "role": "writer"} if p["role"] == "owner" else p for p in file.permissions
    ]
    file.owner = permission.get("emailAddress", file.owner)


def _place(file: File, permission_id: str) -> int:
    for at, permission in enumerate(file.permissions):
        if permission["id"] == permission_id:
            return at
    raise ApiError(
        404,
        "NOT_FOUND",
        f"Permission not found: {permission_id}.",
        reason="notFound",
        location="permissionId",
    )


def get_permission(call: Call, file_id: str, permission_id: str) -> Response:
    file = call.drive_file(file_id, 2)
    found = file.permissions[_place(file, permission_id)]
    return answer(_masked(call, {"kind": "drive#permission", **found}))


def update_permission(call: Call, file_id: str, permission_id: str) -> Response:
    call.drive_file(file_id, 2)
    role = call.request.json().get("role")
    if role not in ROLES:
        raise drive_invalid("The permission role field is required.", "permission.role")
    with call.store.editing(file_id) as draft:
        at = _place(draft, permission_id)
        changed = {**draft.permissions[at], "role": role}
        del draft.permissions[at]
        if role == "owner":
            _hand_over(draft, changed)
        draft.permissions.insert(at, changed)
    return answer(_masked(call, {"kind": "drive#permission", **changed}))


def delete_permission(call: Call, file_id: str, permission_id: str) -> Response:
    call.drive_file(file_id, 2)
    with call.store.editing(file_id) as draft:
        at = _place(draft, permission_id)
        if draft.permissions[at]["role"] == "owner":
            raise drive_forbidden()
        del draft.permissions[at]
    return nothing()


def list_comments(call: Call, file_id: str) -> Response:
    file = call.drive_file(file_id, 1)
    mask = call.mask()
    if mask is None:
        raise drive_invalid("The 'fields' parameter is required for this method.", "fields")
    kept = [c for c in file.comments if call.request.flag("includeDeleted") or not c["deleted"]]
    result: Json = {"kind": "drive#commentList", "comments": kept}
    found: Json = project(result, mask)
    return answer(found)


def create_comment(call: Call, file_id: str) -> Response:
    call.drive_file(file_id, 2)
    given = without_nulls(call.request.json())
    if not given.get("content"):
        raise drive_invalid("A comment needs content.", "comment.content")
    with call.store.editing(file_id) as draft:
        comment = {
            "kind": "drive#comment",
            "id": secrets.token_urlsafe(8),
            "content": given["content"],
            "deleted": False,
            "resolved": False,
        }
        if given.get("anchor"):
            comment["anchor"] = given["anchor"]
        draft.comments.append(comment)
    return answer(project(comment, call.mask() or {}))


def start_token(call: Call) -> Response:
    body = {"kind": "drive#startPageToken", "startPageToken": str(call.store.change + 1)}
    return answer(project(body, call.mask() or {}))


def list_changes(call: Call) -> Response:
    """changes.list: each file's latest change since the token, oldest first; tokens never expire.

    Changes younger than the option ``drive_lag_seconds`` are not told yet.
    """
    token = call.request.one("pageToken")
    if not token.isdecimal():
        raise drive_invalid("Invalid Value", "pageToken")
    found, newest = [], int(token) - 1
    for file in list(call.store.files.values()):
        limit = horizon(call.options, call.store.clock, file.id)
        seen = file.seen(limit)
        newest = max(newest, seen.change if seen.time <= limit else 0)
        if seen.change >= int(token) and seen.time <= limit and _told(call, file):
            found.append((seen.change, _change(call, file, seen.time)))
    found.sort(key=lambda entry: entry[0])
    size = int(call.request.one("pageSize") or 100)
    page = found[:size]
    result: Json = {"kind": "drive#changeList", "changes": [change for _, change in page]}
    if len(found) > size:
        result["nextPageToken"] = str(page[-1][0] + 1)
    else:
        result["newStartPageToken"] = str(newest + 1)
    return answer(project(result, call.mask() or {}))


def _told(call: Call, file: File) -> bool:
    return file.removed or call.accounts.listed(call.user, file)


def _change(call: Call, file: File, time: str) -> Json:
    change: Json = {
        "kind": "drive#change",
        "changeType": "file",
        "fileId": file.id,
        "removed": file.removed,
        "time": time,
    }
    if not file.removed:
        change["file"] = file_resource(file, call.user, call.accounts)
    return change


def about(call: Call) -> Response:
    if call.mask() is None:
        raise drive_invalid("The 'fields' parameter is required for this method.", "fields")
    email = call.user.email
    user = {"kind": "drive#user", "displayName": email.partition("@")[0], "emailAddress": email,
            "me": True}  # fmt: skip
    return answer(call.projected({"kind": "drive#about", "user": user}))


FILE = r"/drive/v3/files/([^/]+)"

ROUTES = [
    Route("GET", rf"{FILE}/permissions", list_permissions),
    Route("POST", rf"{FILE}/permissions", create_permission),
    Route("GET", rf"{FILE}/permissions/([^/]+)", get_permission),
    Route("PATCH", rf"{FILE}/permissions/([^/]+)", update_permission),
    Route("DELETE", rf"{FILE}/permissions/([^/]+)", delete_permission),
    Route("GET", rf"{FILE}/comments", list_comments),
    Route("POST", rf"{FILE}/comments", create_comment),
    Route("GET", "/drive/v3/changes/startPageToken", start_token),
    Route("GET", "/drive/v3/changes", list_changes),
    Route("GET", "/drive/v3/about", about),
]
