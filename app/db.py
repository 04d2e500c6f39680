"""The database: how it is opened, migrated, written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app, g
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from migrations.migrations import migrations
from sync.core.refusal import Refused

SAFE_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL database that two connections checkpoint (SQLite 3.51.3 notes)."""


def open_connection(path: Path, *, create: bool = False) -> Database:
    """A connection with our pragmas; it may create the file only where `create` says so.

    Raises Refused where the file is missing or is no database.
    """
    if not create and not path.exists():
        raise Refused(f"Chưa có cơ sở dữ liệu {path}. Hãy chạy: flask db migrate")
    if create:
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=5, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise Refused(f"Tệp {path} không phải là cơ sở dữ liệu của Sổ Việc.") from error
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return Database(connection)


def connect(path: Path) -> Database:
    """A connection for use: a table named by a typo is an error, not a new table."""
    db = open_connection(path)
    db.conn.set_authorizer(_no_new_tables)
    return db


def _no_new_tables(action: int, *_names: str | None) -> int:
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_CREATE_TABLE else sqlite3.SQLITE_OK


def get_db() -> Database:
    """The request's (or command's) connection; closed when it ends."""
    if "db" not in g:
        g.db = connect(current_app.config["SOVIEC"].database)
    db: Database = g.db
    return db


def close_db(_error: BaseException | None = None) -> None:
    db = g.pop("db", None)
    if db is not None:
        db.close()


@contextmanager
def write_tx(db: Database) -> Iterator[None]:
    """One write transaction, begun immediate: a deferred one fails as soon as another writes.

    Nested use joins the outer transaction.
    """
    if db.conn.in_transaction:
        yield
        return
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.conn.execute("ROLLBACK")
        raise
    db.conn.execute("COMMIT")


def migrate(path: Path) -> list[str]:
    """Bring the file to the newest schema; gives the names of the steps done.

    Foreign keys are off while tables are rebuilt (SQLite's own advice) and checked afterwards.
    """
    db = open_connection(path, create=True)
    try:
        db.conn.execute("PRAGMA foreign_keys = OFF")
        names = [step.name for step in migrations.pending(db)]
        migrations.apply(db)
        broken = db.conn.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise Refused(f"Cơ sở dữ liệu có {len(broken)} liên kết hỏng; hãy khôi phục bản sao.")
        return names
    finally:
        db.close()
