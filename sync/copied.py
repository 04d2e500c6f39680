"""Tells a copied spreadsheet, and takes over what of ours was copied with it."""

import re

from sqlite_utils import Database

from sync import base
from sync.base import NewLink
from sync.client import GoogleRefused, OutcomeUnknown
from sync.core.refusal import Refused
from sync.messages import NOT_TAKEN, refused_writing
from sync.replicas.google import Google
from sync.replicas.google_batch import HIDDEN_ID, OWNER
from sync.replicas.google_read import Snapshot
from sync.replicas.google_room import own
from sync.transaction import write_tx

_ID = re.compile(r"[A-Za-z0-9_-]{25,}")
"""A spreadsheet's id as Google gives them: 44 such characters today."""


def original(db: Database, snapshot: Snapshot) -> str | None:
    """The spreadsheet that this one is a copy of; None where it is none.

    The hidden tab says whose it is. Only the id of another spreadsheet means a copy: anything else
    there was typed over by somebody, and is written anew.
    """
    hidden = snapshot.tabs.get(HIDDEN_ID)
    said = hidden.cell(*OWNER).value if hidden is not None else None
    if not isinstance(said, str) or said in ("", snapshot.spreadsheet_id):
        return None
    known = db.conn.execute(
        "SELECT 1 FROM sync_link WHERE spreadsheet_id = ? AND source = 'sheet'", [said]
    ).fetchone()
    return said if known or _ID.fullmatch(said) else None


def inherit(db: Database, snapshot: Snapshot, at: str) -> None:
    """The links of the original left their keys in the copy, too: there they are links that ended.

    So a link of the same checklist goes on with them, one of another clears them first, and what
    is left can be cleared. Nothing is done where it was done before.
    """
    came_from = original(db, snapshot)
    if came_from is None:
        return
    for link in reversed(base.sheet_links(db)):
        here = link.spreadsheet_id == came_from and link.sheet_id in snapshot.tabs
        if not here or not base.our_keys(db, link.id):
            continue
        told = {"copy": snapshot.spreadsheet_id, "link": link.id, "at": at}
        cursor = db.conn.execute(
            """
            INSERT INTO sync_link (checklist_id, spreadsheet_id, sheet_id, unit_column, title,
                layout, own_key_column, read_only, add_rows, state, created_by, created_at,
                closed_at, series)
            SELECT checklist_id, :copy, sheet_id, unit_column, title, layout, own_key_column,
                read_only, add_rows, 'closed', created_by, :at, :at, series
            FROM sync_link AS was
            WHERE id = :link AND NOT EXISTS (
                SELECT 1 FROM sync_link AS one
                WHERE one.spreadsheet_id = :copy AND one.sheet_id = was.sheet_id
                    AND one.checklist_id = was.checklist_id
            )
            """,
            told,
        )
        if cursor.rowcount:
            base.hand_rows(db, link.id, int(cursor.lastrowid or 0))


def take_over(db: Database, google: Google, new: NewLink, at: str) -> None:
    """A copy that is linked knowingly: from now on its hidden tab is its own, too.

    One read and one write; the write is left out where nothing is written into the sheet. Raises
    Refused where Google refuses.
    """
    try:
        snapshot = google.read(new.spreadsheet_id)
        if original(db, snapshot) is None:
            return
        if not new.read_only:
            google.change(new.spreadsheet_id, own(snapshot))
        with write_tx(db):
            inherit(db, snapshot, at)
    except GoogleRefused as error:
        raise Refused(refused_writing(error), status=409) from error
    except OutcomeUnknown as error:
        raise Refused(NOT_TAKEN, status=409) from error
