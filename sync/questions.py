"""What a person must decide or know about a link's rows, and what was decided."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from sync.core.plan_rows import Ask


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as stored: `candidates` are the answers offered beside "own" and "skip"."""

    id: int
    link: int
    kind: str
    about: str
    text: str
    candidates: tuple[str, ...]
    since: str


def open_questions(db: Database, link_id: int | None = None) -> list[AskedQuestion]:
    """What stands open, of one link or of all."""
    rows = db.conn.execute(
        """
        SELECT id, link_id, kind, about, text, candidates, since FROM sync_question
        WHERE :link IS NULL OR link_id = :link ORDER BY link_id, id
        """,
        {"link": link_id},
    ).fetchall()
    return [
        AskedQuestion(number, of, kind, about, text, tuple(json.loads(candidates)), since)
        for number, of, kind, about, text, candidates, since in rows
    ]


def ask(db: Database, link_id: int, asks: Iterable[Ask], at: str) -> None:
    """Make the open questions of a link these: new ones are added, answered ones go."""
    wanted = {(one.kind, one.about): one for one in asks}
    stored = {(q.kind, q.about): q for q in open_questions(db, link_id)}
    for place, old in stored.items():
        if place not in wanted:
            db.conn.execute("DELETE FROM sync_question WHERE id = ?", [old.id])
    for place, one in wanted.items():
        candidates = json.dumps(list(one.candidates))
        if place not in stored:
            db.conn.execute(
                """
                INSERT INTO sync_question (link_id, kind, about, text, candidates, since)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [link_id, one.kind, one.about, one.text, candidates, at],
            )
        elif stored[place].text != one.text or stored[place].candidates != one.candidates:
            db.conn.execute(
                "UPDATE sync_question SET text = ?, candidates = ? WHERE id = ?",
                [one.text, candidates, stored[place].id],
            )


def answers(db: Database, link_id: int) -> dict[str, str]:
    """A person's decisions about rows: norm(text) -> key, "own" or "skip"."""
    rows = db.conn.execute(
        "SELECT about, answer FROM sync_answer WHERE link_id = ?", [link_id]
    ).fetchall()
    return dict(rows)


def answer(db: Database, link_id: int, about: str, told: str, by: str, at: str) -> None:
    db.conn.execute(
        """
        INSERT INTO sync_answer (link_id, about, answer, by, at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (link_id, about) DO UPDATE SET
            answer = excluded.answer, by = excluded.by, at = excluded.at
        """,
        [link_id, about, told, by, at],
    )
