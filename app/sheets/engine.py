"""The sync's engine, wired to this database and to the office's account."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from google.auth.credentials import AnonymousCredentials
from sqlite_utils import Database

from app.config import Config
from app.sheets import account, probe
from sync.client import SyncHTTPClient
from sync.deciding import Deciding
from sync.engine import Engine
from sync.pace import Pace, buckets_in_memory
from sync.replicas.google import Google
from sync.replicas.google_read import Snapshot


class ReadOnce(Google):
    """Reads each spreadsheet once: a preview that tries two tabs, or shows one, asks once."""

    def __init__(self, client: SyncHTTPClient) -> None:
        super().__init__(client)
        self.seen: dict[str, Snapshot] = {}

    def read(self, spreadsheet_id: str) -> Snapshot:
        if spreadsheet_id not in self.seen:
            self.seen[spreadsheet_id] = super().read(spreadsheet_id)
        return self.seen[spreadsheet_id]


@contextmanager
def online(db: Database) -> Iterator[Engine]:
    """For what reads or writes sheets; Refused where the office has no account yet."""
    config: Config = current_app.config["SOVIEC"]
    with account.client(config) as client:
        together, filtered = probe.looks_after(db), probe.copies_filtered(db)
        yield _engine(db, Google(client, together=together, through_filters=filtered))


@contextmanager
def idle(db: Database) -> Iterator[Engine]:
    """For a round over no link at all: it needs no account, for nothing is asked."""
    nobody = AnonymousCredentials()  # type: ignore[no-untyped-call]
    yield _engine(db, Google(SyncHTTPClient(nobody, Pace(buckets_in_memory()))))


@contextmanager
def looking(db: Database) -> Iterator[tuple[Engine, ReadOnce]]:
    """For previews: nothing is written, and what was read can be looked at."""
    config: Config = current_app.config["SOVIEC"]
    with account.client(config) as client:
        google = ReadOnce(client)
        yield _engine(db, google), google


def offline(db: Database) -> Deciding:
    """For what only decides: settling, answering, modes. It sends no request."""
    return Deciding(db, current_app.extensions["local_replica"](db), time.time)


def _engine(db: Database, google: Google) -> Engine:
    return Engine(db, current_app.extensions["local_replica"](db), google)
