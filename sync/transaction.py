"""One write transaction of SQLite, begun immediate."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database


@contextmanager
def write_tx(db: Database) -> Iterator[None]:
    """Begun immediate: a deferred one fails as soon as another process writes.

    Nested use joins the outer transaction.
    """
    if db.conn.in_transaction:
        yield
        return
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        _roll_back(db)
        raise


def _roll_back(db: Database) -> None:
    if db.conn.in_transaction:  # else a full disk has ended it already
        db.conn.execute("ROLLBACK")
