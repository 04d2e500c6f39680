"""Decides what each row below the headings is: an entry, a section, a total, a signature …"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sync.core.layout_columns import Found
from sync.core.layout_grid import Grid
from sync.core.layout_row_words import NOTE, PHONE, PLACE_DATE, SIGNER, SUMMING, TOTAL

_ROMAN = re.compile(r"[IVXLC]{1,5}[.)/]?")
_LETTER = re.compile(r"[A-ZĐ][.)/]?")
_LEADING = re.compile(
    r"(?P<mark>(?:[ivx]{1,4}|[a-h]|đ)[.)/:]|phan [a-z0-9]+|muc [a-z0-9]+|nhom [a-z0-9]+|"
    r"(thang|quy|tuan|dot|giai doan|t) ?(\d{1,2}|[ivx]{1,3})\b)"
)
_CUT = 45  # length from which a text may have been cut where the cell's width ended
_NO_NUMBER = frozenset({"*", "-", "+", "•", "(*)", "–", "**"})
_PREFIX = re.compile(r"(?:(\d+(?:\.\d+)*|[IVX]{1,4}|[A-ZĐ])[.)/:]?\s(?=\S)|([-+•–]))")
_ASIDE = re.compile(r"\([^()]*\)")
_BULLET = re.compile(r"[-+•*–]\s")


@dataclass(frozen=True, slots=True)
class Shape:
    """One row below the headings: its kind, and the entry row it continues, if it does."""

    row: int
    kind: str
    text: str = ""
    number: str = ""
    continues: int | None = None


class RowReader:
    """Tells the rows of one table apart; made once for a table."""

    def __init__(self, grid: Grid, columns: Sequence[Found], headings: Collection[str]) -> None:
        """`headings` are the folded headings of the plan: rows that repeat one are sections."""
        self.grid = grid
        self.headings = headings
        own = [one for one in columns if one.alien != "_beside"]
        self._own = {one.index for one in own}
        self.text = next(one.index for one in own if one.field == "text")
        self.number = next((one.index for one in own if one.field == "number"), None)
        labels = {self.text, self.number}
        rest = (one for one in own if one.index not in labels and one.field != "key")
        self._rest = {one.index for one in rest}
        self.numbered = False
        self._keys = [one.index for one in own if one.field == "key"]
        self._others: dict[int, int] = {}

    def others(self, row: int) -> int:
        """How many cells beside text, number and key say something; an unticked box does not."""
        known = self._others.get(row)
        if known is None:
            said = self._rest.intersection(self.grid.filled(row))
            known = self._others[row] = sum(not self._mute(row, column) for column in said)
        return known

    def _mute(self, row: int, column: int) -> bool:
        return (row, column) in self.grid.mute

    def filled(self, row: int) -> list[int]:
        return [column for column in self.grid.filled(row) if column in self._own]

    def number_of(self, row: int) -> str:
        """The row's number: in its own column, else as the text begins ("1.1 …", "- …")."""
        if self.number is None:
            match = _PREFIX.match(self.grid.text(row, self.text))
            return match[1] or match[2] if match else ""
        text = self.grid.text(row, self.number)
        return "" if text in _NO_NUMBER else text

    def read(self, rows: Sequence[int], repeated: Collection[int]) -> list[Shape]:
        """The kinds of `rows`, top to bottom; `repeated` are rows that repeat the headings."""
        first = [self._first_look(row, row in repeated) for row in rows]
        entries = [shape for shape in first if shape.kind == "entry"]
        with_number = sum(bool(shape.number) for shape in entries)
        self.numbered = bool(entries) and with_number * 10 >= len(entries) * 6
        busy = sum(self.others(shape.row) for shape in entries) / max(1, len(entries))
        shapes: list[Shape] = []
        for place, shape in enumerate(first):
            shapes.append(self._second_look(shape, shapes, first[place + 1 :], busy))
        return self._settle_tail(shapes)

    def _first_look(self, row: int, repeated: bool) -> Shape:
        """What the row is by its own cells alone; section-or-entry stays open as "entry"."""
        text, number = self.grid.text(row, self.text), self.number_of(row)
        filled = self.filled(row)
        if repeated:
            return Shape(row, "header", text, number)
        if not text and not [c for c in filled if c != self.number] and not self._label(number):
            return Shape(row, "blank", text, number)
        folded = self.grid.fold(text or number)
        marker = number if text else ""
        kind = "entry"
        if self._is_total(row, folded, marker):
            kind = "total"
        elif self._is_signature(row, folded, marker):
            kind = "signature"
        elif not text:
            return self._without_text(row, number)
        elif self._is_note(row, folded, number):
            kind = "note"
        return Shape(row, kind, text, number)

    def _is_note(self, row: int, folded: str, number: str) -> bool:
        """A remark, or whom to call: nothing stands beside it."""
        remark = NOTE.match(folded) or PHONE.fullmatch(folded)
        return bool(remark) and not number and self.others(row) == 0

    def _label(self, number: str) -> bool:
        """A number cell that holds words: a section title written from the first column on."""
        return len(number) > 6 and any(c.isalpha() for c in number)

    def _without_text(self, row: int, number: str) -> Shape:
        if (row, self.text) in self.grid.covered and self.others(row):
            return Shape(row, "entry", "", number)
        if self._label(number) and self.others(row) <= 1:
            kind = "note" if NOTE.match(self.grid.fold(number)) else "section"
            return Shape(row, kind, self.grid.text(row, self.number or 0), "")
        filled = self.filled(row)
        if filled and all(self._mute(row, c) or c == self.number for c in filled):
            return Shape(row, "blank", "", number)
        lone = [c for c in filled if not self._mute(row, c)]
        if any(TOTAL.match(self.grid.folded(row, c)) for c in lone):
            return Shape(row, "total", "", number)
        title = self.grid.text(row, lone[0]) if lone else ""
        is_title = len(lone) == 1 and _LEADING.match(self.grid.fold(title))
        return Shape(row, "section" if is_title else "note", title, number)

    def _is_total(self, row: int, folded: str, number: str) -> bool:
        if number and number.strip(".").isdigit():
            return False
        label = bool(TOTAL.match(folded))
        sums = [c for c in self.filled(row) if SUMMING.match(self.grid.text(row, c))]
        formulas = [c for c in self.filled(row) if self.grid.cell(row, c).formula]
        said = self.others(row)
        if label:
            return bool(formulas) or not number
        words = re.search(r"\b(xong|tong|viec|ty le|cong|hoan thanh)\b", folded)
        lone = len(formulas) >= 1 and said == 0 and len(folded) <= 30
        plain = bool(sums) and (not number or not _ROMAN.fullmatch(number))
        return (plain and said == 0 and (len(folded) <= 40)) or (
            lone and bool(words) and not number
        )

    def _is_signature(self, row: int, folded: str, number: str) -> bool:
        if number:
            return False
        texts = [self.grid.folded(row, c) for c in self.grid.filled(row)]
        signs = [t for t in texts if SIGNER.fullmatch(t.strip(" :")) or PLACE_DATE.fullmatch(t)]
        own = not folded or SIGNER.fullmatch(folded.strip(" :")) or PLACE_DATE.fullmatch(folded)
        return bool(signs) and bool(own) and len(texts) <= 4

    def _second_look(
        self, shape: Shape, before: Sequence[Shape], after: Sequence[Shape], busy: float
    ) -> Shape:
        if shape.kind != "entry":
            return shape
        row, text, number = shape.row, shape.text, shape.number
        above = before[-1] if before else None
        if self._continues(shape, above, busy):
            start = above.continues or above.row if above else None
            return Shape(row, "entry", text, number, start)
        if self._is_section(shape, above, after, busy):
            return Shape(row, "section", text, number)
        return shape

    def _continues(self, shape: Shape, above: Shape | None, busy: float) -> bool:
        """A sentence that runs on: no number or key where entries have one, nothing else there."""
        keyed = any(self.grid.text(shape.row, column) for column in self._keys)
        if above is None or above.kind != "entry" or shape.number or keyed:
            return False
        if (shape.row, self.text) in self.grid.covered:
            return True
        if self.others(shape.row) or _BULLET.match(shape.text) or self._titled(shape.text):
            return False
        end = above.text.rstrip()[-1:]
        runs_on = shape.text[:1].islower() or end in ",;-–("
        cut = runs_on or (end not in ".:;!?" and len(above.text) >= _CUT)
        if self.numbered:
            return cut and (bool(above.number) or above.continues is not None)
        return runs_on and busy >= 1

    def _titled(self, text: str) -> bool:
        folded = self.grid.fold(text)
        letters = [c for c in text if c.isalpha()]
        upper = sum(c.isupper() for c in letters) * 10 >= len(letters) * 8
        return bool(_LEADING.match(folded)) or (upper and len(letters) >= 6)

    def _is_section(
        self, shape: Shape, above: Shape | None, after: Sequence[Shape], busy: float
    ) -> bool:
        said = self.others(shape.row)
        number = shape.number
        following = next((s for s in after if s.kind not in ("blank", "header")), None)
        deeper = following is not None and self._deeper(number, following.number)
        if said:
            return (
                said <= 1 and bool(_ROMAN.fullmatch(number)) and deeper and self._titled(shape.text)
            )
        if number:
            return self._numbered_section(shape, following, deeper, busy)
        if self._titled(shape.text) or self.grid.fold(shape.text).strip(" :.") in self.headings:
            return True
        if shape.text.rstrip().endswith(":") and following is not None:
            return True
        full = following is not None and self.others(following.row) >= 1
        if self.numbered:
            return full and not (above and above.kind == "entry" and _BULLET.match(shape.text))
        fresh = above is None or above.kind in ("blank", "section", "header", "total")
        short = len(shape.text) <= 60 and not _BULLET.match(shape.text)
        return full and fresh and busy >= 1.5 and short

    def _numbered_section(
        self, shape: Shape, following: Shape | None, deeper: bool, busy: float
    ) -> bool:
        """ "I", "A" or "1" above "1", "1.1": a section; "1" among "1", "2", "3": an entry.

        So is "1. IN CAPITALS" above a row without a number.
        """
        number = shape.number
        if deeper:
            return True
        if (_ROMAN.fullmatch(number) or _LETTER.fullmatch(number)) and self._titled(shape.text):
            return True
        capitals = self.number is None and shape.text.isupper()
        if following is None or not (_ROMAN.fullmatch(number) or capitals):
            return False
        bare = not following.number
        return bare and busy >= 1 and self.others(following.row) >= 1

    def _deeper(self, number: str, below: str) -> bool:
        """Whether the next row's numbering is one level further in."""
        if not number or not below:
            return False
        one, two = number.strip(".)/ "), below.strip(".)/ ")
        if two.startswith((one + ".", one + "/")):
            return True
        return _level(one) < 2 and _level(two) > _level(one)

    def _settle_tail(self, shapes: list[Shape]) -> list[Shape]:
        """Below the last entry or total nothing is an entry: signatures, names, remarks."""
        last = self._last_entry(shapes)
        settled = shapes[: last + 1]
        signing = any(shape.kind == "signature" for shape in settled[-3:])
        for shape in shapes[last + 1 :]:
            if shape.kind == "signature":
                signing = True
            if shape.kind in ("blank", "signature", "total"):
                settled.append(shape)
                continue
            kind = "signature" if signing else "note"
            settled.append(Shape(shape.row, kind, shape.text, shape.number))
        return settled

    def _last_entry(self, shapes: Sequence[Shape]) -> int:
        """The place of the last row that is surely of the table."""
        signed = next((i for i, s in enumerate(shapes) if s.kind == "signature"), len(shapes))
        total = max((i for i, s in enumerate(shapes[:signed]) if s.kind == "total"), default=-1)
        for place in range(len(shapes) - 1, -1, -1):
            shape = shapes[place]
            if shape.kind != "entry" or shape.continues:
                continue
            aside = bool(_ASIDE.fullmatch(shape.text))
            bare = not shape.number and self.others(shape.row) == 0
            weak = bare and (self.numbered or aside)
            after_gap = place > 0 and shapes[place - 1].kind in ("blank", "total", "note")
            beyond = place > signed or (-1 < total < place)
            if weak and (after_gap or beyond or aside):
                continue
            if beyond and not (shape.number and self.others(shape.row)):
                continue
            while place + 1 < len(shapes) and shapes[place + 1].continues:
                place += 1
            return place
        return -1


def _level(number: str) -> int:
    """I. and A. stand above 1., which stands above 1.1, a) and a dash."""
    if _LETTER.fullmatch(number) or _ROMAN.fullmatch(number):
        return 0
    if number.isdigit():
        return 1
    return 2 + number.count(".")
