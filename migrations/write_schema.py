"""Writes schema.sql: what the migrations amount to, for reading."""

from pathlib import Path

from sqlite_utils import Database

from migrations.migrations import migrations

FILE = Path(__file__).with_name("schema.sql")
HEADING = "-- Written by `python -m migrations.write_schema`; change migrations.py, never this.\n"


def schema() -> str:
    """The statements of a freshly migrated database, each table before what hangs on it."""
    db = Database(memory=True)
    migrations.apply(db)
    rows = db.conn.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"
    ).fetchall()
    db.close()
    return "\n".join([HEADING, *(dedented(sql) for (sql,) in rows)])


def dedented(sql: str) -> str:
    """Without the indentation it has within migrations.py."""
    return sql.replace("\n        ", "\n") + ";\n"


if __name__ == "__main__":
    FILE.write_text(schema(), encoding="utf-8")
