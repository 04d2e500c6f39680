"""What a person must decide or know about a link's rows, and what was decided."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from sync.core.plan_ask import QUESTIONS, SKIP, Ask, Shown


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as stored; `rows` are what it is about, with the answer that each stands for."""

    id: int
    link: int
    kind: str
    about: str
    text: str
    candidates: tuple[str, ...]
    since: str
    rows: tuple[Shown, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it waits for an answer; else it is news."""
        return self.kind in QUESTIONS


def open_questions(db: Database, link_id: int | None = None) -> list[AskedQuestion]:
    """What stands open, of one link or of all."""
    rows = db.conn.execute(
        """
        SELECT id, link_id, kind, about, text, candidates, since, rows FROM sync_question
        WHERE :link IS NULL OR link_id = :link ORDER BY link_id, id
        """,
        {"link": link_id},
    ).fetchall()
    return [
        AskedQuestion(number, of, kind, about, text, tuple(json.loads(names)), since, _shown(told))
        for number, of, kind, about, text, names, since, told in rows
    ]


def question(db: Database, question_id: int) -> AskedQuestion | None:
    """The question, if it is open."""
    return next((one for one in open_questions(db) if one.id == question_id), None)


def _shown(text: str) -> tuple[Shown, ...]:
    return tuple(Shown(**one) for one in json.loads(text))


def ask(db: Database, link_id: int, asks: Iterable[Ask], at: str) -> None:
    """Make the open questions of a link these: new ones are added, answered ones go."""
    wanted = {(one.kind, one.about): one for one in asks}
    stored = {(q.kind, q.about): q for q in open_questions(db, link_id)}
    for place, old in stored.items():
        if place not in wanted:
            close(db, old.id)
    for place, one in wanted.items():
        kept = stored.get(place)
        if kept is None:
            db.conn.execute(
                """
                INSERT INTO sync_question (link_id, kind, about, text, candidates, rows, since)
                VALUES (:link, :kind, :about, :text, :candidates, :rows, :at)
                """,
                {**_told(one), "link": link_id, "kind": one.kind, "about": one.about, "at": at},
            )
        elif (kept.text, kept.candidates, kept.rows) != (one.text, one.candidates, one.rows):
            db.conn.execute(
                """
                UPDATE sync_question SET text = :text, candidates = :candidates, rows = :rows
                WHERE id = :id
                """,
                {**_told(one), "id": kept.id},
            )


def _told(one: Ask) -> dict[str, Any]:
    return {
        "text": one.text,
        "candidates": json.dumps(list(one.candidates)),
        "rows": json.dumps([asdict(row) for row in one.rows], ensure_ascii=False),
    }


def close(db: Database, question_id: int) -> None:
    """It is answered, or has answered itself."""
    db.conn.execute("DELETE FROM sync_question WHERE id = ?", [question_id])


def answers(db: Database, link_id: int) -> dict[str, str]:
    """A person's decisions, by `plan_ask.stored_at`: what a row carries (a key, the keys of
    several items, "own", "skip"), which row has a key, what became of a row that is gone."""
    rows = db.conn.execute(
        "SELECT about, answer FROM sync_answer WHERE link_id = ?", [link_id]
    ).fetchall()
    return dict(rows)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it stands: `about` says of what (`plan_ask.stored_at`), by whom, when (ISO)."""

    about: str
    told: str
    by: str
    at: str

    @property
    def revocable(self) -> bool:
        """Whether the question comes up again without it: the row has got no key by it."""
        return ":" in self.about or self.told == SKIP


def given(db: Database, link_id: int) -> list[Given]:
    """The answers of a link, the newest first."""
    rows = db.conn.execute(
        """
        SELECT about, answer, by, at FROM sync_answer WHERE link_id = ? ORDER BY at DESC, about
        """,
        [link_id],
    ).fetchall()
    return [Given(*row) for row in rows]


def take_back(db: Database, link_id: int, about: str) -> None:
    db.conn.execute("DELETE FROM sync_answer WHERE link_id = ? AND about = ?", [link_id, about])


def answer(db: Database, link_id: int, about: str, told: str, by: str, at: str) -> None:
    db.conn.execute(
        """
        INSERT INTO sync_answer (link_id, about, answer, by, at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (link_id, about) DO UPDATE SET
            answer = excluded.answer, by = excluded.by, at = excluded.at
        """,
        [link_id, about, told, by, at],
    )


def outlived(db: Database, link_id: int, told: Mapping[str, str], keys: Iterable[str]) -> None:
    """A row that is back in the sheet may be gone again: then that is another question."""
    for key in keys:
        if f"gone:{key}" in told:
            take_back(db, link_id, f"gone:{key}")
