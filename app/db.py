"""The database: how it is opened, migrated, written."""

import threading
from pathlib import Path

from flask import Flask, current_app, g
from flask_babel import gettext as _
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from migrations.migrations import migrations
from sync.core.refusal import Refused
from sync.core.text import fold
from sync.transaction import write_tx as write_tx

SAFE_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL database that two connections checkpoint (SQLite 3.51.3 notes)."""

CLOUD_FOLDERS = ("onedrive", "google drive", "googledrive", "my drive", "dropbox", "icloud")
"""Their programs copy and replace files under an open database, which loses what was written."""


def local_path(path: Path) -> Path:
    """The full path; Refused where a cloud program would copy the file while it is in use."""
    full = path.expanduser().resolve()
    for part in full.parts[:-1]:
        if fold(part).startswith(CLOUD_FOLDERS):
            raise Refused(
                _(
                    "Không đặt cơ sở dữ liệu trong thư mục đồng bộ %(folder)s. Hãy chọn thư mục "
                    "chỉ có trên máy này rồi sửa DATABASE trong tệp .env.",
                    folder=part,
                )
            )
    return full


def open_connection(path: Path, *, create: bool = False) -> Database:
    """A connection with our pragmas; it may create the file only where `create` says so.

    Raises Refused where the file is missing, lies in a cloud folder or is no database.
    """
    path = local_path(path)
    if not create and not path.exists():
        raise Refused(
            _(
                "Chưa có cơ sở dữ liệu %(path)s. Hãy chạy: .venv/bin/flask db migrate",
                path=str(path),
            )
        )
    if path.is_dir():
        raise not_ours(path)
    if create:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # its -wal and -shm files take the same mode
    connection = sqlite3.connect(path, timeout=5, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.DatabaseError as error:
        connection.close()
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise not_ours(path) from error
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return Database(connection)


def not_ours(path: Path) -> Refused:
    return Refused(
        _(
            "Tệp %(path)s không phải là cơ sở dữ liệu của Sổ Việc, hoặc đã hỏng. "
            "Hãy kiểm tra DATABASE, hoặc khôi phục bản sao: .venv/bin/flask db restore",
            path=str(path),
        )
    )


def connect(path: Path) -> Database:
    """A connection for use: a table named by a typo is an error, not a new table.

    Raises Refused, too, where a newer version of the program has changed the schema.
    """
    db = open_connection(path)
    _check_not_newer(db)
    db.conn.set_authorizer(_no_new_tables)
    return db


def trouble(error: sqlite3.DatabaseError) -> str | None:
    """What to do about SQLite's trouble, told by its message (it has no finer code for these).

    None for what only a fault of the program can cause.
    """
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
        return None
    why = str(error)
    known = {
        "no such table": _("Cơ sở dữ liệu còn cũ. Hãy chạy: .venv/bin/flask db migrate"),
        "no such column": _("Cơ sở dữ liệu còn cũ. Hãy chạy: .venv/bin/flask db migrate"),
        "database is locked": _("Cơ sở dữ liệu đang bận. Hãy thử lại."),
        "database table is locked": _("Cơ sở dữ liệu đang bận. Hãy thử lại."),
        "database or disk is full": _("Ổ đĩa đã đầy. Hãy xóa bớt tệp trên ổ đĩa rồi làm lại."),
        "attempt to write a readonly": _(
            "Cơ sở dữ liệu chỉ đọc được. Hãy xem quyền ghi của tệp và thư mục ghi ở DATABASE."
        ),
        "database disk image is malformed": _(
            "Cơ sở dữ liệu bị hỏng. Hãy dừng máy chủ rồi khôi phục bản sao gần nhất: "
            ".venv/bin/flask db restore"
        ),
    }
    other = _("Không dùng được cơ sở dữ liệu (%(why)s). Hãy kiểm tra DATABASE và ổ đĩa.", why=why)
    return next((words for start, words in known.items() if why.startswith(start)), str(other))


def is_newer(db: Database) -> bool:
    """Whether steps were taken that this version does not know."""
    known = {step.name for step in migrations.pending(Database(memory=True))}
    return any(step.name not in known for step in migrations.applied(db))


def _check_not_newer(db: Database) -> None:
    if is_newer(db):
        db.close()
        raise Refused(_("Cơ sở dữ liệu của phiên bản mới hơn. Hãy cập nhật Sổ Việc trước."))


def _no_new_tables(action: int, *_names: str | None) -> int:
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_CREATE_TABLE else sqlite3.SQLITE_OK


def get_db() -> Database:
    """The thread's connection, for this request (or command).

    It stays open between requests: opening one costs 0.4 to 0.7 ms, a query 6 µs.
    """
    if "db" not in g:
        kept: threading.local = current_app.extensions["connections"]
        if not hasattr(kept, "db"):
            kept.db = connect(current_app.config["SOVIEC"].database)
        g.db = kept.db
    db: Database = g.db
    return db


def _leave_db(_error: BaseException | None = None) -> None:
    """What a crashed request left unfinished never joins the next one's transaction."""
    db = g.pop("db", None)
    if db is not None and db.conn.in_transaction:
        db.conn.execute("ROLLBACK")


def install(app: Flask) -> None:
    app.extensions["connections"] = threading.local()
    app.teardown_appcontext(_leave_db)


def migrate(path: Path) -> list[str]:
    """Bring the file to the newest schema; gives the names of the steps done.

    All steps or none. Foreign keys are off while tables are rebuilt (SQLite's own advice); they
    are checked before the commit. Two processes that start together take turns.
    """
    db = open_connection(path, create=True)
    _check_not_newer(db)
    try:
        db.conn.execute("PRAGMA foreign_keys = OFF")
        with write_tx(db):
            names = [step.name for step in migrations.pending(db)]
            migrations.apply(db)
            broken = db.conn.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise Refused(
                    _(
                        "Cơ sở dữ liệu có %(count)s liên kết hỏng. Hãy khôi phục bản sao lưu.",
                        count=len(broken),
                    )
                )
        return names
    finally:
        db.close()
