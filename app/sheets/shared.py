"""Spreadsheets shared with the office's account that are not linked yet."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from app.sheets import queries
from app.sheets.guess import guess
from app.sheets.queries import Target
from sync.client import GoogleRefused, SyncHTTPClient
from sync.core.refusal import Refused
from sync.messages import refused_reading

FILES = "https://www.googleapis.com/drive/v3/files"
SPREADSHEETS = "mimeType='application/vnd.google-apps.spreadsheet' and trashed=false"


@dataclass(frozen=True, slots=True)
class SharedSheet:
    """A spreadsheet in the account's Drive; `target` is the checklist guessed, one of `several`
    where its unit has more than one: then the rows of the sheet tell the plan."""

    id: str
    name: str
    owner: str
    modified_at: str
    target: Target | None
    several: bool


def newly_shared(db: Database, client: SyncHTTPClient) -> list[SharedSheet]:
    """What staff have neither linked nor set aside; the newest first.

    Raises Refused where Google does not answer.
    """
    known = queries.linked_spreadsheets(db) | queries.ignored_spreadsheets(db)
    targets = queries.targets(db)
    free = [target for target in targets if not target.links]
    try:
        files = [file for file in _listed(client) if file["id"] not in known]
    except GoogleRefused as error:
        raise Refused(refused_reading(error)) from error
    units = Counter(target.unit_id for target in targets)
    guessed = [guess(free or targets, file["name"], _owner(file)) for file in files]
    return [
        SharedSheet(
            id=file["id"],
            name=file["name"],
            owner=_owner(file),
            modified_at=file.get("modifiedTime", ""),
            target=target,
            several=target is not None and units[target.unit_id] > 1,
        )
        for file, target in zip(files, guessed, strict=True)
    ]


def _owner(file: dict[str, Any]) -> str:
    owners = file.get("owners") or [{}]
    return str(owners[0].get("emailAddress", ""))


def _listed(client: SyncHTTPClient) -> Iterator[dict[str, Any]]:
    page = ""
    while True:
        params = {
            "q": SPREADSHEETS,
            "orderBy": "modifiedTime desc",
            "pageSize": "1000",
            "fields": "nextPageToken,files(id,name,owners(emailAddress),modifiedTime)",
        }
        if page:
            params["pageToken"] = page
        told = client.request("get", FILES, params=params).json()
        yield from told.get("files", ())
        page = told.get("nextPageToken", "")
        if not page:
            return
