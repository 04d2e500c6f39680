"""A file as the Drive API shows it."""

import datetime as dt
import hashlib

from sync.emulator.access import Accounts, User
from sync.emulator.clock import Clock, stamp
from sync.emulator.files import SPREADSHEET, File
from sync.emulator.options import Options
from sync.emulator.shapes import Json

BASIC = ("kind", "id", "name", "mimeType")
"""The fields of an answer without a ``fields`` parameter."""


def horizon(options: Options, clock: Clock, file_id: str) -> str:
    """The moment up to which Drive knows of a file's changes; behind the clock by its lag."""
    late = not options.drive_lagging or file_id in options.drive_lagging
    lag = options.drive_lag_seconds if late else 0
    return stamp(clock.now() - dt.timedelta(seconds=lag))


def file_resource(file: File, user: User, accounts: Accounts) -> Json:
    """The full File resource; ``modifiedTime`` and ``version`` lag as configured."""
    seen = file.seen(horizon(accounts.options, accounts.clock, file.id))
    rank = accounts.rank(user, file)
    owner = {"kind": "drive#user", "displayName": file.owner.partition("@")[0],
             "emailAddress": file.owner, "me": file.owner == user.email}  # fmt: skip
    resource: Json = {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": file.mime_type,
        "createdTime": file.created,
        "modifiedTime": seen.time,
        "version": str(seen.version),
        "trashed": file.trashed,
        "explicitlyTrashed": file.trashed,
        "starred": False,
        "owners": [owner],
        "ownedByMe": file.owner == user.email,
        "shared": len(file.permissions) > 1,
        "permissions": file.permissions,
        "permissionIds": [permission["id"] for permission in file.permissions],
        "capabilities": {
            "canEdit": rank >= 2,
            "canCopy": rank >= 1,
            "canComment": rank >= 2,
            "canDelete": rank >= 3,
            "canShare": rank >= 2,
            "canTrash": rank >= 3,
            "canDownload": rank >= 1,
        },
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit",
        "spaces": ["drive"],
        "parents": ["root"],
        **file.extra,
    }
    if file.mime_type != SPREADSHEET:
        resource["size"] = str(len(file.content))
        digest = hashlib.md5(file.content, usedforsecurity=False).hexdigest()
        resource["md5Checksum"] = digest
    if rank < 2:
        del resource["permissions"], resource["permissionIds"]
    return resource
