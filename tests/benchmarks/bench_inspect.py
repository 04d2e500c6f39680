"""How long the inspection of a tab of 500 rows and 30 columns takes, against a plan of 60 items."""

import sys
import time

from sync.core.inspect import inspect
from sync.core.tab import Cell, PlanNode, Tab
from tests.sync.core.sheets import PLAN

ROWS, COLUMNS, ITEMS, LIMIT = 500, 30, 60, 0.3
_HEADINGS = (
    "TT",
    "Nội dung",
    "Chủ trì",
    "Phối hợp",
    "Thời hạn",
    "Trạng thái",
    "Kết quả",
    "Ghi chú",
)


def big_plan() -> tuple[PlanNode, ...]:
    """Sixty items: the invented plan's, each with a word of its own."""
    items = [node for node in PLAN if node.role == "item"]
    return tuple(
        PlanNode(f"V.{number + 1}", "item", f"{items[number % len(items)].text} Ấp thứ {number}")
        for number in range(ITEMS)
    )


def big_tab() -> Tab:
    """A wide tab: eight columns that are ours, the others filled with notes."""
    items = [node.text for node in PLAN if node.role == "item"]
    heading = [*_HEADINGS, *(f"Cột {number}" for number in range(COLUMNS - len(_HEADINGS)))]
    rows = [heading]
    for number in range(1, ROWS + 1):
        text = f"{items[number % len(items)][: 40 + number % 30]} đợt {number}"
        own = [str(number), text, f"Ấp {number % 9}", "Hội", f"{number % 28 + 1}/6", "x", "", ""]
        rows.append([*own, *(f"ghi {number} {place}" for place in range(COLUMNS - len(own)))])
    cells = (tuple(Cell(text, text) if text else Cell() for text in row) for row in rows)
    return Tab("Bảng", tuple(cells))


def seconds(times: int = 5) -> float:
    """The best of several runs."""
    plan, tab = big_plan(), big_tab()
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        found = inspect(tab, plan, year=2027)
        best = min(best, time.perf_counter() - start)
        if len(found.entries) != ROWS:
            raise SystemExit(f"read {len(found.entries)} rows: {found.refuse}")
    return best


if __name__ == "__main__":
    sys.stdout.write(f"{ROWS} x {COLUMNS}: {seconds():.3f} s (limit {LIMIT} s)\n")
