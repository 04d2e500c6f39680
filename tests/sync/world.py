"""A unit's sheet on the local server, the intranet's checklist, the engine between them."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from google.auth.credentials import AnonymousCredentials
from sqlite_utils import Database

from app.checklists.sheet import ChecklistReplica
from app.db import connect, migrate
from sync.client import SyncHTTPClient
from sync.core.tab import PlanNode
from sync.emulator.faults import Faults
from sync.emulator.messages import Request
from sync.emulator.server import Emulator, Tab
from sync.engine import Engine
from sync.linking import Wish
from sync.pace import Pace, buckets_in_memory
from sync.replicas.google import Google, column_name
from sync.replicas.local import Edit, Origin
from sync.transaction import write_tx

NODES = (
    PlanNode("II", "section", "NỘI DUNG THỰC HIỆN", "II."),
    PlanNode("II.1", "group", "Tuyên truyền, giáo dục", "1."),
    PlanNode("II.1.1", "item", "Tổ chức sinh hoạt chuyên đề về văn hóa đọc cho đoàn viên", "-"),
    PlanNode("II.1.2", "item", "Ra quân trồng cây xanh tại các tuyến đường nông thôn", "-"),
    PlanNode("II.1.3", "item", "Thăm hỏi gia đình chính sách nhân ngày 27 tháng 7", "-"),
    PlanNode("II.2", "group", "Xây dựng tổ chức", "2."),
    PlanNode("II.2.1", "item", "Kết nạp đoàn viên mới ở các chi đoàn trường học", "-"),
    PlanNode("II.2.2", "item", "Tập huấn kỹ năng cho cán bộ đoàn cơ sở", "-"),
    PlanNode("II.2.3", "item", "Báo cáo kết quả công tác gửi đơn vị cấp trên hằng năm", "-"),
)
ITEMS = tuple(node for node in NODES if node.role == "item")
HEADINGS = ("TT", "Nội dung", "Thời gian", "Trạng thái", "Kết quả", "Ghi chú")
SHEET = "bang-xa-mot"


def plain_rows(items: Sequence[PlanNode] = ITEMS) -> list[list[Any]]:
    """A sheet as a unit would make it: a title, headings, one row an item."""
    rows: list[list[Any]] = [["ĐOÀN XÃ MỘT – THEO DÕI KẾ HOẠCH"], [], list(HEADINGS)]
    rows += [[n, item.text, None, None, None, None] for n, item in enumerate(items, 1)]
    return rows


class Clock:
    """Virtual seconds: sleeping costs nothing; `along` lets another clock go along."""

    def __init__(self, along: Callable[[float], None] = lambda _seconds: None) -> None:
        self.seconds = 1_780_000_000.0
        self.along = along

    def now(self) -> float:
        return self.seconds

    def moment(self) -> str:
        return datetime.fromtimestamp(self.seconds, UTC).isoformat()

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        self.along(seconds)


@dataclass
class World:
    """Everything of one test; a person's hand on the sheet is `person`, the office's `office`."""

    db: Database
    emulator: Emulator
    clock: Clock
    path: Path
    spreadsheet: str = SHEET
    checklist: int = 1
    checkpoint: Callable[[str], None] = field(default=lambda _step: None)
    link_id: int = 0
    hand: Callable[[], dict[str, str]] = dict
    """Gives the headers of what a person sends."""
    _ids: int = 0

    def engine(self, rates: int = 100_000) -> Engine:
        pace = Pace(buckets_in_memory(rates, rates), self.clock.now, self.clock.sleep)
        client = SyncHTTPClient(AnonymousCredentials(), pace, self.emulator.origin)
        client.timeout = (2.0, 5.0)
        # Looking for a proxy takes longer than the local server's answer.
        client.session.trust_env = False
        return Engine(
            self.db,
            ChecklistReplica(self.db),
            Google(client),
            now=self.clock.now,
            new_id=self._new_id,
            checkpoint=lambda step: self.checkpoint(step),
        )

    def _new_id(self) -> str:
        self._ids += 1
        return f"op-{self._ids}"

    def link(self, **wish: Any) -> int:
        engine = self.engine()
        preview = engine.preview(Wish(self.checklist, self.spreadsheet, **wish))
        assert preview.refuse is None, preview.refuse
        self.link_id, _ = engine.link(preview, by="Cán bộ")
        return self.link_id

    # The intranet's side

    def office(self, key: str, name: str, value: str | None) -> None:
        local = ChecklistReplica(self.db)
        with write_tx(self.db):
            origin = Origin("Cán bộ", "web", "2026-01-01T00:00:00Z")
            local.apply(self.checklist, [Edit(key, name, None, value)], origin)

    def values(self, key: str) -> dict[str, str | None]:
        found = ChecklistReplica(self.db).read(self.checklist)
        entry = next(e for e in found.entries if e.key == key)
        return {**entry.values, "text": entry.text}

    def entry_keys(self) -> list[str]:
        return [e.key for e in ChecklistReplica(self.db).read(self.checklist).entries]

    def history(self, key: str) -> list[tuple[str, str | None, str | None, int]]:
        rows = self.db.conn.execute(
            """
            SELECT h.field, h.old, h.new, h.chosen FROM history h JOIN entry e ON e.id = h.entry_id
            WHERE e.checklist_id = ? AND e.key = ? ORDER BY h.id
            """,
            [self.checklist, key],
        ).fetchall()
        return [tuple(row) for row in rows]

    def dump(self) -> dict[str, list[Any]]:
        """All that is stored, but for the runs' own records."""
        names = self.db.conn.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sync_run'"
        ).fetchall()
        return {
            name: self.db.conn.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
            for (name,) in names
        }

    # The unit's side

    def call(self, method: str, path: str, body: Any = None) -> Any:
        data = json.dumps(body).encode() if body is not None else b""
        hook, self.emulator.before_request = self.emulator.before_request, None
        # Faults are meant for our requests: a person's own must not use them up.
        faults, self.emulator.faults = self.emulator.faults, Faults()
        try:
            answer = self.emulator.handle(Request(method, path, self.hand(), data))
        finally:
            self.emulator.before_request, self.emulator.faults = hook, faults
        assert answer.status < 300, answer.body
        return json.loads(answer.body or b"{}")

    def batch(self, *requests: Mapping[str, Any]) -> Any:
        path = f"/v4/spreadsheets/{self.spreadsheet}:batchUpdate"
        return self.call("POST", path, {"requests": list(requests)})

    def person(self, row: int, column: int, value: Any, sheet_id: int = 0) -> None:
        """A person types into a cell (rows and columns from 1)."""
        kind = {bool: "boolValue", int: "numberValue", float: "numberValue", str: "stringValue"}
        if isinstance(value, str) and value.startswith("="):
            entered = {"formulaValue": value}
        else:
            entered = {kind[type(value)]: value} if value is not None else {}
        start = {"sheetId": sheet_id, "rowIndex": row - 1, "columnIndex": column - 1}
        rows = [{"values": [{"userEnteredValue": entered}]}]
        self.batch({"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}})

    def paint(self, row: int, column: int, shade: float) -> None:
        """A person colours a cell (rows and columns from 1)."""
        told = {"userEnteredFormat": {"backgroundColor": {"red": shade}}}
        start = {"sheetId": 0, "rowIndex": row - 1, "columnIndex": column - 1}
        rows = [{"values": [told]}]
        fields = "userEnteredFormat"
        self.batch({"updateCells": {"start": start, "rows": rows, "fields": fields}})

    def insert_row(self, row: int, sheet_id: int = 0) -> None:
        span = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}
        self.batch({"insertDimension": {"range": span, "inheritFromBefore": False}})

    def grid(
        self, title: str = "Trang tính1", render: str = "UNFORMATTED_VALUE"
    ) -> list[list[Any]]:
        """The values as a person would read them, unformatted, or (FORMULA) what was typed."""
        path = f"/v4/spreadsheets/{self.spreadsheet}/values/'{title}'"
        answer = self.call("GET", quote(path) + f"?valueRenderOption={render}")
        rows: list[list[Any]] = answer.get("values", [])
        return rows

    def cell(self, row: int, column: int) -> Any:
        rows = self.grid()
        line = rows[row - 1] if row <= len(rows) else []
        return line[column - 1] if column <= len(line) else ""

    def requests(self) -> list[str]:
        return [f"{r['method']} {r['path'].rsplit('/', 1)[-1]}" for r in self.emulator.log]


def fill(
    db: Database, nodes: Sequence[PlanNode] = NODES, *, units: int = 1, year: int = 2026
) -> None:
    """A plan, units and their checklists, as the intranet would have made them."""
    with write_tx(db):
        db.conn.execute(
            """
            INSERT INTO plan (id, status, number, symbol, title, source_name, source, source_lines,
                created_by, created_at)
            VALUES (1, 'active', '12', 'KH/ĐTN', 'Kế hoạch năm', 'kh.txt', x'', '[]', 'test', 'now')
            """
        )
        for position, node in enumerate(nodes, 1):
            parent = db.conn.execute(
                "SELECT id FROM node WHERE key = ?", [node.key.rpartition(".")[0]]
            ).fetchone()
            db.conn.execute(
                """
                INSERT INTO node (id, plan_id, parent_id, position, key, role, marker, text)
                VALUES (?, 1, ?, ?, ?, ?, ?, ?)
                """,
                [
                    position,
                    parent[0] if parent else None,
                    position,
                    node.key,
                    node.role,
                    node.marker,
                    node.text,
                ],
            )
        for unit in range(1, units + 1):
            db.conn.execute(
                "INSERT INTO unit (id, code, name, kind) VALUES (?, ?, ?, 'xa')",
                [unit, f"xa-{unit}", f"Đoàn xã số {unit}"],
            )
            db.conn.execute(
                "INSERT INTO checklist (id, plan_id, unit_id, year) VALUES (?, 1, ?, ?)",
                [unit, unit, year],
            )
            db.conn.execute(
                """
                INSERT INTO entry (checklist_id, key, node_id, position)
                SELECT ?, key, id, position FROM node WHERE role = 'item'
                """,
                [unit],
            )


@cache
def _migrated() -> Path:
    """Migrating takes longer than a life: it is done once."""
    path = Path(tempfile.mkdtemp()) / "migrated.db"
    migrate(path)
    return path


@contextmanager
def opened(path: Path, *, nodes: Sequence[PlanNode] = NODES, units: int = 1) -> Iterator[Database]:
    """A migrated, filled database; FULL sync is off: tests need no power-loss safety."""
    shutil.copy(_migrated(), path)
    db = connect(path)
    db.conn.execute("PRAGMA synchronous = OFF")
    fill(db, nodes, units=units)
    try:
        yield db
    finally:
        db.close()


def letter(column: int) -> str:
    return column_name(column)


__all__ = ["HEADINGS", "ITEMS", "NODES", "SHEET", "Clock", "Tab", "World", "opened", "plain_rows"]
