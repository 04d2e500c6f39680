"""The sync's engine, wired to this database and to the office's account."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from google.auth.credentials import AnonymousCredentials
from sqlite_utils import Database

from app.config import Config
from app.sheets import account
from sync.client import SyncHTTPClient
from sync.engine import Engine
from sync.pace import Pace, buckets_in_memory
from sync.replicas.google import Google


@contextmanager
def online(db: Database) -> Iterator[Engine]:
    """For what reads or writes sheets; Refused where the office has no account yet."""
    config: Config = current_app.config["SOVIEC"]
    with account.client(config) as client:
        yield _engine(db, client)


def offline(db: Database) -> Engine:
    """For what only decides: settling, answering, modes. It never sends a request."""
    nobody = AnonymousCredentials()  # type: ignore[no-untyped-call]
    return _engine(db, SyncHTTPClient(nobody, Pace(buckets_in_memory())))


def _engine(db: Database, client: SyncHTTPClient) -> Engine:
    local = current_app.extensions["local_replica"](db)
    return Engine(db, local, Google(client))
