"""Twelve ways in which units lay out their sheets, none like another."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.demo.cells import (
    Cell,
    day,
    formula,
    heading,
    number,
    percent,
    section,
    text,
    tick,
    title,
)
from sync.emulator.server import checkboxes, choices


@dataclass(frozen=True, slots=True)
class Line:
    """One item as the unit has it: `group` is the heading above, `state` what it has reported."""

    key: str
    group: str
    text: str
    state: str | None
    due: dt.date | None
    done_on: dt.date | None
    result: str
    link: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A tab: `widths` in pixels, `frozen` rows at the top; the rest as seeding.Tab takes it."""

    tab: str
    rows: list[list[Cell]]
    widths: Sequence[int]
    frozen: int
    validations: Mapping[str, Any] = field(default_factory=dict)
    merges: Sequence[str] = ()


Lines = Sequence[Line]
WIDE = 380


def short(words: str) -> str:
    """An item as a unit would write it: abbreviated, without its last clause."""
    for long, brief in (("đoàn viên thanh niên", "ĐVTN"), ("Ban Chấp hành", "BCH")):
        words = words.replace(long, brief)
    head, _, tail = words.rstrip(".").rpartition(", ")
    return head if len(head) > 45 and len(tail) < 40 else words.rstrip(".")


def _said(line: Line, words: Mapping[str, str]) -> Cell:
    return text(words[line.state]) if line.state else None


def _mark(line: Line, state: str, sign: str = "x") -> Cell:
    return text(sign) if line.state == state else None


def _optional(value: str) -> Cell:
    return text(value) if value else None


def checkbox(lines: Lines) -> Layout:
    rows = [[heading(h) for h in ("TT", "Nội dung", "Hoàn thành", "Ngày hoàn thành", "Ghi chú")]]
    for at, line in enumerate(lines, 1):
        rows.append(
            [number(at), text(line.text), tick(line.state == "done"), day(line.done_on), None]
        )
    boxes = {f"C2:C{len(rows)}": checkboxes()}
    return Layout("Tiến độ", rows, (45, WIDE, 90, 120, 200), 1, boxes)


def crosses(lines: Lines) -> Layout:
    rows = [
        [heading(h) for h in ("STT", "Công việc", "Người phụ trách", "Đã làm (x)", "Minh chứng")]
    ]
    for at, line in enumerate(lines, 1):
        who = ("Bí thư", "Phó bí thư", "Ủy viên BCH")[at % 3]
        rows.append(
            [
                number(at),
                text(short(line.text)),
                text(who),
                _mark(line, "done"),
                _optional(line.link),
            ]
        )
    return Layout("Sheet1", rows, (45, WIDE, 120, 80, 240), 1)


def words(lines: Lines) -> Layout:
    said = {"todo": "Chưa làm", "doing": "Đang làm", "done": "Đã xong"}
    rows = [[heading(h) for h in ("Nội dung công việc", "Trạng thái", "Kết quả", "Ghi chú")]]
    for line in lines:
        rows.append([text(line.text), _said(line, said), _optional(line.result), None])
    lists = {f"B2:B{len(rows)}": choices(*said.values(), strict=False)}
    return Layout("Theo dõi", rows, (WIDE, 100, 240, 160), 1, lists)


def percents(lines: Lines) -> Layout:
    share = {"todo": 0.0, "doing": 0.5, "done": 1.0}
    rows = [[title("TIẾN ĐỘ THỰC HIỆN KẾ HOẠCH NĂM")], []]
    rows.append([heading(h) for h in ("Nhiệm vụ", "Tiến độ (%)", "Kết quả", "Khó khăn, kiến nghị")])
    for line in lines:
        value = share[line.state] if line.state else None
        rows.append([text(line.text), percent(value), _optional(line.result), None])
    return Layout("2026", rows, (WIDE, 90, 240, 200), 3)


def three_columns(lines: Lines) -> Layout:
    names = ("TT", "Nội dung", "Chưa thực hiện", "Đang thực hiện", "Đã hoàn thành", "Ghi chú")
    rows = [[heading(h) for h in names]]
    for at, line in enumerate(lines, 1):
        marks = [_mark(line, state, "X") for state in ("todo", "doing", "done")]
        rows.append([number(at), text(line.text), *marks, None])
    return Layout("Bảng theo dõi", rows, (45, WIDE, 90, 90, 90, 180), 1)


def letterhead(lines: Lines) -> Layout:
    rows: list[list[Cell]] = [
        [title("ĐOÀN XÃ SUỐI MẪU"), None, None, title("ĐOÀN TNCS HỒ CHÍ MINH")],
        [title("CHI ĐOÀN TRẠM Y TẾ")],
        [],
        [title("BẢNG THEO DÕI CÔNG TÁC ĐOÀN VÀ PHONG TRÀO THANH THIẾU NHI")],
        [],
        [heading(h) for h in ("STT", "Nội dung thực hiện", "Thời gian", "Kết quả", "Tình trạng")],
    ]
    said = {"todo": "Chưa", "doing": "Đang triển khai", "done": "Hoàn thành"}
    for at, line in enumerate(lines, 1):
        rows.append(
            [
                number(at),
                text(line.text),
                day(line.due),
                _optional(line.result),
                _said(line, said),
            ]
        )
    rows += [[], [None, None, None, None, title("NGƯỜI LẬP BẢNG")]]
    return Layout("Công tác Đoàn", rows, (45, WIDE, 110, 240, 130), 6, merges=("A4:E4",))


def two_headings(lines: Lines) -> Layout:
    rows = [
        [
            heading("TT"),
            heading("Nội dung"),
            heading("Kết quả thực hiện"),
            None,
            heading("Ghi chú"),
        ],
        [None, None, heading("Trạng thái"), heading("Số liệu"), None],
    ]
    said = {"todo": "Chưa TH", "doing": "Đang TH", "done": "Đã TH"}
    for at, line in enumerate(lines, 1):
        rows.append([number(at), text(line.text), _said(line, said), _optional(line.result), None])
    merges = ("A1:A2", "B1:B2", "C1:D1", "E1:E2")
    return Layout("Kết quả", rows, (45, WIDE, 110, 220, 180), 2, merges=merges)


def sections(lines: Lines) -> Layout:
    rows = [[heading(h) for h in ("Số TT", "Nhiệm vụ", "Xong", "Ngày xong", "Kết quả đạt được")]]
    merges, group = [], ""
    for at, line in enumerate(lines, 1):
        if line.group != group:
            group = line.group
            rows.append([section(group.rstrip(":")), None, None, None, None])
            merges.append(f"A{len(rows)}:E{len(rows)}")
        done = text("v") if line.state == "done" else None
        rows.append([number(at), text(line.text), done, day(line.done_on), _optional(line.result)])
    return Layout("KH năm", rows, (55, WIDE, 60, 110, 240), 1, merges=merges)


def backwards(lines: Lines) -> Layout:
    said = {"todo": "chưa làm", "doing": "đang làm", "done": "xong"}
    rows = [[heading(h) for h in ("Ghi chú", "Kết quả", "Tình trạng", "Nội dung", "TT")]]
    for at, line in reversed(list(enumerate(lines, 1))):
        rows.append([None, _optional(line.result), _said(line, said), text(line.text), number(at)])
    return Layout("theo doi", rows, (160, 220, 110, WIDE, 45), 1)


def messy(lines: Lines) -> Layout:
    """As sheets really are: a heading twice, half the keys, a row that runs on, one twice."""
    names = ("Mã", "TT", "Nhiệm vụ", "Đơn vị thực hiện", "Trạng thái", "Kết quả", "Minh chứng")
    said = {"todo": "Chưa", "doing": "Đang làm", "done": "HT"}
    rows: list[list[Cell]] = [[title("THEO DÕI CÔNG TÁC ĐOÀN")], [], [heading(h) for h in names]]
    half = len(lines) // 2
    for at, line in enumerate(lines):
        if at == half:
            rows += [[], [heading(h) for h in names]]
        first, _, rest = line.text.partition(", ")
        runs_on = at == 1 and len(rest) > 20
        key = text(line.key) if at % 2 else None
        rows.append(
            [
                key,
                text(f"{at + 1}"),
                text(f"{first}," if runs_on else line.text),
                text(("BCH", "Các chi đoàn", "Bí thư")[at % 3]),
                _said(line, said),
                _optional(line.result),
                _optional(line.link),
            ]
        )
        if runs_on:
            rows.append([None, None, text(rest), None, None, None, None])
    again = lines[0]
    rows.append([None, text("x"), text(again.text), text("BCH"), text("Chưa"), None, None])
    own = "Làm 300 m đường bê tông nội ấp"
    rows.append([None, text("+"), text(own), text("ĐVTN ấp"), text("HT"), text("300 m"), None])
    rows += [[], [None, None, text("Ghi chú: số liệu tính đến cuối tháng trước")]]
    return Layout("Trang tính1", rows, (70, 40, WIDE, 120, 90, 160, 200), 3)


def abbreviated(lines: Lines) -> Layout:
    said = {"todo": "✗", "doing": "…", "done": "✓"}
    rows = [[heading(h) for h in ("STT", "ND công việc", "KQ", "Ngày HT", "Đã TH", "Link")]]
    for at, line in enumerate(lines, 1):
        when = f"{line.done_on.day}-{line.done_on.month}-{line.done_on:%y}" if line.done_on else ""
        state = text(said["done"]) if line.state == "done" else None
        cells = (_optional(line.result), _optional(when), state, _optional(line.link))
        rows.append([number(at), text(short(line.text)), *cells])
    return Layout("CTĐ", rows, (45, WIDE, 200, 90, 60, 240), 1)


def with_formulas(lines: Lines) -> Layout:
    said = {"todo": "Chưa hoàn thành", "doing": "Đang thực hiện", "done": "Hoàn thành"}
    last = len(lines) + 3
    rows: list[list[Cell]] = [
        [
            title("Đã hoàn thành:"),
            formula(f'=COUNTIF(D4:D{last};"Hoàn thành")'),
            None,
            None,
            None,
            None,
            title("DANH BẠ"),
        ],
        [],
        [
            *[heading(h) for h in ("TT", "Nội dung nhiệm vụ", "Hạn", "Tình trạng", "Sản phẩm")],
            None,
            heading("Bộ phận"),
            heading("Điện thoại"),
        ],
    ]
    desks = (("Văn phòng", "0900 000 001"), ("Phong trào", "0900 000 002"))
    for at, line in enumerate(lines, 1):
        beside = [text(each) for each in desks[at - 1]] if at <= len(desks) else []
        rows.append(
            [
                number(at),
                text(line.text),
                day(line.due),
                _said(line, said),
                _optional(line.result),
                None,
                *beside,
            ]
        )
    return Layout("Nhiệm vụ", rows, (110, WIDE, 110, 130, 220, 40, 120, 130), 3)


LAYOUTS: tuple[Callable[[Lines], Layout], ...] = (
    checkbox,
    crosses,
    words,
    percents,
    three_columns,
    letterhead,
    two_headings,
    sections,
    backwards,
    messy,
    abbreviated,
    with_formulas,
)
