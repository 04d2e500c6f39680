"""Keeping the steps of a review: each is stored with what it changed, so it can be undone."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from flask_babel import gettext as _
from sqlite_utils import Database

from app.plans import outline
from app.plans.outline import Row, Rows
from app.plans.store import timing_of
from sync.core.refusal import Refused


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose step it is, and when."""

    by: str
    at: str


def load(db: Database, plan: int) -> Rows:
    """The plan's nodes as an outline."""
    stored = db.conn.execute(
        """
        SELECT id, parent_id, key, role, marker, text, line, continuous, lead, partner, doubt,
            (
                SELECT JSON_GROUP_ARRAY(JSON_ARRAY(scope, value)) FROM (
                    SELECT scope, value FROM concern WHERE node_id = node.id
                    ORDER BY scope DESC, value
                )
            )
        FROM node
        WHERE plan_id = ? AND retired_at IS NULL
        ORDER BY position
        """,
        [plan],
    ).fetchall()
    depths: dict[int | None, int] = {None: -1}
    rows = []
    for node, parent, *values, whom in stored:
        depths[node] = depths[parent] + 1
        concerns = tuple((scope, value) for scope, value in json.loads(whom))
        key, role, marker, text, line, continuous, lead, partner, doubt = values
        rows.append(
            Row(
                node,
                depths[node],
                key,
                role,
                marker,
                text,
                line,
                continuous=bool(continuous),
                lead=lead,
                partner=partner,
                doubt=doubt,
                concerns=concerns,
            )
        )
    return tuple(rows)


def step(db: Database, plan: int, what: str, edit: Callable[[Rows], Rows], hand: Hand) -> None:
    """Inside the caller's transaction: change the outline and keep how it was."""
    before = load(db, plan)
    after = edit(before)
    if after == before:
        return
    db.conn.execute(
        "INSERT INTO review_step (plan_id, what, before, by, at) VALUES (?, ?, ?, ?, ?)",
        [plan, what, _as_json(before), hand.by, hand.at],
    )
    save(db, plan, after, hand.at)


def _as_json(rows: Rows) -> str:
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False)


def last_step(db: Database, plan: int) -> str | None:
    """What the last step did, as it was worded; None when there is nothing to undo."""
    row = db.conn.execute(
        "SELECT what FROM review_step WHERE plan_id = ? ORDER BY id DESC LIMIT 1", [plan]
    ).fetchone()
    return row[0] if row else None


def undo(db: Database, plan: int, at: str) -> None:
    """Inside the caller's transaction: take back the last step."""
    row = db.conn.execute(
        "SELECT id, before FROM review_step WHERE plan_id = ? ORDER BY id DESC LIMIT 1", [plan]
    ).fetchone()
    if row is None:
        raise Refused(_("Không còn bước nào để hoàn tác."))
    rows = tuple(
        Row(**(kept | {"concerns": tuple((s, v) for s, v in kept["concerns"])}))
        for kept in json.loads(row[1])
    )
    save(db, plan, rows, at)
    db.conn.execute("DELETE FROM review_step WHERE id = ?", [row[0]])


def save(db: Database, plan: int, rows: Rows, at: str) -> None:
    """Store an outline: rows without id are new; nodes no row stands for are taken out.

    A plan that units have been given keeps its keys, and what is taken out is only retired.
    """
    given, before = _given(db, plan), load(db, plan)
    standing = {row.id: row for row in before}
    kept = {row.id for row in rows}
    gone = [node for node in standing if node is not None and node not in kept]
    keyed = outline.with_keys(rows, before, _keys(db, plan), fixed=given)
    _free_keys(db, [row.id for row in keyed if row.id is not None] + ([] if given else gone))
    ids: list[int] = []
    for position, (row, above) in enumerate(zip(keyed, outline.parents(keyed), strict=True), 1):
        place = (plan, None if above is None else ids[above], position)
        ids.append(_store(db, row, place, standing.get(row.id)))
    for node in gone:
        _take_out(db, node, at if given else None)


def _given(db: Database, plan: int) -> bool:
    row = db.conn.execute(
        "SELECT EXISTS (SELECT 1 FROM checklist WHERE plan_id = ?)", [plan]
    ).fetchone()
    return bool(row[0])


def _keys(db: Database, plan: int) -> frozenset[str]:
    rows = db.conn.execute("SELECT key FROM node WHERE plan_id = ?", [plan])
    return frozenset(row[0] for row in rows.fetchall())


def _free_keys(db: Database, nodes: list[int]) -> None:
    """Keys may change places among themselves: they are all unset first."""
    db.conn.executemany("UPDATE node SET key = '~' || id WHERE id = ?", [(node,) for node in nodes])


def _store(db: Database, row: Row, place: tuple[int, int | None, int], was: Row | None) -> int:
    values = {
        "plan": place[0],
        "parent": place[1],
        "position": place[2],
        "id": row.id,
        "key": row.key,
        "role": row.role,
        "marker": row.marker,
        "text": row.text,
        "line": row.line,
        "continuous": int(row.continuous),
        "lead": row.lead,
        "partner": row.partner,
        "doubt": row.doubt,
    }
    cursor = db.conn.execute(
        """
        INSERT INTO node (
            id, plan_id, parent_id, position, key, role, marker, text, line, continuous, lead,
            partner, doubt
        ) VALUES (
            :id, :plan, :parent, :position, :key, :role, :marker, :text, :line, :continuous,
            :lead, :partner, :doubt
        )
        ON CONFLICT (id) DO UPDATE SET
            parent_id = excluded.parent_id, position = excluded.position, key = excluded.key,
            role = excluded.role, marker = excluded.marker, text = excluded.text,
            line = excluded.line, continuous = excluded.continuous, lead = excluded.lead,
            partner = excluded.partner, doubt = excluded.doubt, retired_at = NULL
        """,
        values,
    )
    node = row.id if row.id is not None else int(cursor.lastrowid or 0)
    if was is None or was.text != row.text:
        _store_timing(db, node, row.text)
    if was is None or was.concerns != row.concerns:
        _store_concerns(db, node, row)
    return node


def _store_timing(db: Database, node: int, text: str) -> None:
    timing = timing_of(text)
    db.conn.execute(
        "UPDATE node SET due = ?, due_text = ? WHERE id = ?", [timing.due, timing.text, node]
    )


def _store_concerns(db: Database, node: int, row: Row) -> None:
    db.conn.execute("DELETE FROM concern WHERE node_id = ?", [node])
    db.conn.executemany(
        "INSERT INTO concern (node_id, scope, value) VALUES (?, ?, ?)",
        [(node, scope, value) for scope, value in row.concerns],
    )


def _take_out(db: Database, node: int, retired_at: str | None) -> None:
    if retired_at is None:
        db.conn.execute("DELETE FROM node WHERE id = ?", [node])
    else:
        db.conn.execute("UPDATE node SET retired_at = ? WHERE id = ?", [retired_at, node])


def set_concern(row: Row, scope: str, value: str, *, meant: bool) -> Row:
    """Say that an item concerns someone, or not; saying it twice changes nothing."""
    others = tuple(pair for pair in row.concerns if pair != (scope, value))
    concerns = (*others, (scope, value)) if meant else others
    return replace(
        row, concerns=tuple(sorted(concerns, key=lambda pair: (pair[0] != "units", pair)))
    )
