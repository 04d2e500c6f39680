"""Every change of an entry: set once, kept in its history."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from sqlite_utils import Database

from app.checklists import queries, rules
from app.checklists.queries import Line
from app.checklists.rules import Value
from sync.core.own_key import own_key
from sync.core.refusal import Refused
from sync.replicas.local import Edit, NewEntry, Origin


def apply(db: Database, checklist: int, edits: Sequence[Edit], origin: Origin) -> int:
    """Set the values inside the caller's transaction; how many really changed.

    Raises Refused for a closed checklist, an unknown key, a value the field cannot hold.
    """
    require_open(db, checklist)
    changed = 0
    for edit in edits:
        line = require_line(db, checklist, edit.key)
        changed += set_one(db, line, edit.field, rules.parse(edit.field, edit.new), origin)
    return changed


def set_one(db: Database, line: Line, field: str, new: Value, origin: Origin) -> int:
    """Set one value of an entry of an open checklist, inside the caller's transaction; 1 or 0.

    `new` is canonical. A state that is not "dropped" takes the reason for dropping away.
    """
    changed = _set(db, line, field, new, origin)
    if field == "state" and new != "dropped":
        _set(db, line, "reason", None, origin)
    if field == "state" and line.part_of is not None:
        _follow_parts(db, line.checklist, line.part_of)
    return changed


def require(db: Database, checklist: int) -> queries.Head:
    head = queries.head(db, checklist)
    if head is None:
        raise Refused(_("Không có bảng kiểm này. Hãy tải lại danh sách."), status=404)
    return head


def require_open(db: Database, checklist: int) -> queries.Head:
    head = require(db, checklist)
    if head.closed_at is not None:
        raise Refused(
            _("Năm %(year)s đã khóa sổ, bảng kiểm chỉ còn để xem.", year=head.year), status=409
        )
    return head


def require_line(db: Database, checklist: int, key: str) -> Line:
    line = queries.line(db, checklist, key)
    if line is None:
        raise Refused(
            _("Bảng kiểm này không có mục %(key)s. Hãy xem lại mã mục.", key=key), status=404
        )
    return line


def _set(db: Database, line: Line, field: str, new: Value, origin: Origin) -> int:
    current = line.text if field == "text" else line.values[field]
    if current == new:
        return 0
    _check(line, field, new)
    _store(db, line.id, field, new)
    _keep(db, line.id, field, (current, new), origin)
    return 1


def _check(line: Line, field: str, new: Value) -> None:
    if field == "text" and not (line.own and new):
        raise Refused(_("Lời văn của mục %(key)s theo kế hoạch, không sửa ở đây.", key=line.key))
    if field == "reason" and new and line.state != "dropped":
        raise Refused(_("Lý do chỉ dùng khi mục không thực hiện. Hãy đổi trạng thái trước."))
    if field == "state" and line.parts:
        raise Refused(
            _(
                "Mục %(key)s gồm %(count)s phần. Hãy ghi trạng thái cho từng phần: %(key)s/1 …",
                key=line.key,
                count=line.parts,
            )
        )


_UPDATES = {
    "text": "UPDATE entry SET text = :new WHERE id = :id",
    "state": "UPDATE entry SET state = :new WHERE id = :id",
    "reason": "UPDATE entry SET reason = :new WHERE id = :id",
    "percent": "UPDATE entry SET percent = CAST(:new AS INTEGER) WHERE id = :id",
    "lead": "UPDATE entry SET lead = :new WHERE id = :id",
    "partner": "UPDATE entry SET partner = :new WHERE id = :id",
    "due": "UPDATE entry SET due = :new WHERE id = :id",
    "done_on": "UPDATE entry SET done_on = :new WHERE id = :id",
    "result": "UPDATE entry SET result = :new WHERE id = :id",
    "evidence": "UPDATE entry SET evidence = :new WHERE id = :id",
    "note": "UPDATE entry SET note = :new WHERE id = :id",
    "proposal": "UPDATE entry SET proposal = :new WHERE id = :id",
    "verified": "UPDATE entry SET verified = :new IS NOT NULL WHERE id = :id",
    "comment": "UPDATE entry SET comment = :new WHERE id = :id",
}


def _store(db: Database, entry: int, field: str, new: Value) -> None:
    db.conn.execute(_UPDATES[field], {"new": new, "id": entry})


def _keep(
    db: Database,
    entry: int,
    field: str,
    values: tuple[Value, Value],
    origin: Origin,
    *,
    chosen: bool = True,
) -> None:
    db.conn.execute(
        """
        INSERT INTO history (entry_id, field, old, new, chosen, by, origin, at, run)
        VALUES (:entry, :field, :old, :new, :chosen, :by, :origin, :at, :run)
        """,
        {
            "entry": entry,
            "field": field,
            "old": values[0],
            "new": values[1],
            "chosen": int(chosen),
            "by": origin.by,
            "origin": origin.kind,
            "at": origin.at,
            "run": origin.run,
        },
    )


def _follow_parts(db: Database, checklist: int, key: str) -> None:
    """The item says what its parts say together; its history keeps what was said of it alone."""
    item = require_line(db, checklist, key)
    rows = db.conn.execute("SELECT state FROM entry WHERE part_of = ?", [item.id])
    new = rules.state_of_parts([row[0] for row in rows.fetchall()])
    if new != item.state:
        _store(db, item.id, "state", new)


def remember(db: Database, checklist: int, edits: Sequence[Edit], origin: Origin) -> None:
    """Keep values that were not chosen in the history, without setting them.

    One that a repeated round leaves again is told once.
    """
    for edit in edits:
        line = require_line(db, checklist, edit.key)
        if _told_last(db, line.id, edit.field) != (edit.new, 0):
            _keep(db, line.id, edit.field, (edit.old, edit.new), origin, chosen=False)


def _told_last(db: Database, entry: int, field: str) -> tuple[Value, int] | None:
    """The newest value in the history of a field, and whether it was chosen."""
    rows = db.conn.execute(
        """
        SELECT new, chosen FROM history WHERE entry_id = ? AND field = ?
        ORDER BY id DESC LIMIT 1
        """,
        [entry, field],
    )
    return next(iter(rows), None)


def add(db: Database, checklist: int, entry: NewEntry, origin: Origin) -> str:
    """Make an entry with its values; gives its key.

    `join` gives the entry that is there where the item has joined before.
    """
    require_open(db, checklist)
    if entry.kind == "own":
        key = _add_own(db, checklist, entry, origin)
    elif entry.kind == "part":
        key = _add_part(db, checklist, entry, origin)
    else:
        key = _join(db, checklist, entry.key or "")
    edits = [Edit(key, name, None, value) for name, value in entry.values.items()]
    apply(db, checklist, edits, origin)
    return key


def _add_own(db: Database, checklist: int, entry: NewEntry, origin: Origin) -> str:
    row = db.conn.execute(
        """
        SELECT COALESCE(MAX(CAST(SUBSTR(key, 3) AS INTEGER)), 0) + 1
        FROM entry WHERE checklist_id = ? AND node_id IS NULL
        """,
        [checklist],
    ).fetchone()
    text = rules.parse("text", entry.text)
    if text is None:
        raise Refused(_("Việc riêng cần có nội dung. Hãy ghi nội dung công việc."))
    values = {
        "key": own_key(row[0]),
        "about": _node(db, checklist, entry.about) if entry.about else None,
        "text": text,
        "position": row[0],
    }
    entry_id = _insert(db, checklist, values)
    _keep(db, entry_id, "text", (None, text), origin)
    return own_key(row[0])


def _add_part(db: Database, checklist: int, entry: NewEntry, origin: Origin) -> str:
    """A part takes over what was said of the item where the row that brings it says nothing."""
    item_key = _join(db, checklist, entry.key or "")
    item = require_line(db, checklist, item_key)
    number = item.parts + 1
    key = f"{item_key}/{number}"
    _insert(
        db,
        checklist,
        {
            "key": key,
            "node": _node(db, checklist, item_key),
            "part_of": item.id,
            "text": rules.parse("text", entry.text) or item.text,
            "position": number,
        },
    )
    said = _said_of_item(db, item)
    if said is not None and entry.values.get("state") is None:
        apply(db, checklist, [Edit(key, "state", None, said)], origin)
    else:
        _follow_parts(db, checklist, item_key)
    return key


def _said_of_item(db: Database, item: Line) -> Value:
    """The state somebody gave the item before it had parts, while no part says otherwise."""
    row = db.conn.execute(
        """
        SELECT new FROM history
        WHERE entry_id = ? AND field = 'state' AND chosen = 1
        ORDER BY id DESC LIMIT 1
        """,
        [item.id],
    ).fetchone()
    return item.state if row and row[0] == item.state else None


def _join(db: Database, checklist: int, key: str) -> str:
    if queries.line(db, checklist, key) is None:
        _insert(db, checklist, {"key": key, "node": _node(db, checklist, key), "position": 0})
    return key


def _node(db: Database, checklist: int, key: str) -> int:
    row = db.conn.execute(
        """
        SELECT node.id FROM node JOIN checklist ON checklist.plan_id = node.plan_id
        WHERE checklist.id = ? AND node.key = ?
        """,
        [checklist, key],
    ).fetchone()
    if row is None:
        raise Refused(_("Kế hoạch không có mục %(key)s. Hãy xem lại mã mục.", key=key))
    return int(row[0])


def _insert(db: Database, checklist: int, values: Mapping[str, object]) -> int:
    blank = dict.fromkeys(("node", "part_of", "about", "text"))
    cursor = db.conn.execute(
        """
        INSERT INTO entry (checklist_id, key, node_id, part_of, about_id, text, position)
        VALUES (:checklist, :key, :node, :part_of, :about, :text, :position)
        """,
        blank | {"checklist": checklist} | dict(values),
    )
    return int(cursor.lastrowid or 0)
