"""A paper's lines as a Plan: its parts are found first, then each part is read."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce

from flask_babel import gettext as _

from app.plans.reader.annex import read_annexes
from app.plans.reader.basis import lead_of, opening, read_basis
from app.plans.reader.closing import split_closing
from app.plans.reader.doubts import date_doubt, doubts
from app.plans.reader.errors import SecretDocument, UnreadableDocument
from app.plans.reader.foot import read_foot
from app.plans.reader.head import Head, issuers, read_head
from app.plans.reader.issuer import issuer_in_lead
from app.plans.reader.kinds import is_talk
from app.plans.reader.layout import Parts, divide
from app.plans.reader.lines import Para, as_source, is_mark, joined, prepare
from app.plans.reader.model import Line, Node, Notice, Place, Plan, SourceLine
from app.plans.reader.nodes import as_nodes
from app.plans.reader.outline import grow
from sync.core.text import clean, fold, nfc

_STAMP = re.compile(r"\(?(độ mật ?: ?)?(tuyệt |tối )?mật\)?", re.IGNORECASE)
MAX_LINES = 10_000
MAX_LETTERS = 10_000  # in one line
_TOP = 15  # lines a stamp may stand among


@dataclass
class _Reading:
    """The paper while it is read: where each line went, what is doubtful."""

    source: Sequence[SourceLine]
    places: dict[int, Place] = field(default_factory=dict)
    warnings: list[Notice] = field(default_factory=list)

    def put(self, paras: Iterable[Para], place: Place) -> None:
        for para in paras:
            for number in para.numbers:
                self.places.setdefault(number, place)

    def set_notes_aside(self) -> None:
        """Footnotes are told, and belong to no part."""
        for number, line in enumerate(self.source, 1):
            if line.note and clean(line.text):
                self.places[number] = "unplaced"
                self.warnings.append(
                    Notice(number, _("Chú thích ở chân trang, không đưa vào mục nào."))
                )

    def lines(self) -> tuple[Line, ...]:
        return tuple(
            Line(number, nfc(line.text), self.places.get(number, "blank"))
            for number, line in enumerate(self.source, 1)
        )


def read_paper(lines: Iterable[str | SourceLine]) -> Plan:
    """The plan in these lines.

    Raises UnreadableDocument where there is no text at all or too much of it, SecretDocument at
    a secrecy stamp.
    """
    source = as_source(lines)
    _refuse_odd(source)
    paras = prepare(source)
    reading = _Reading(source)
    marks = [para for para in paras if is_mark(para.text) and not para.table]
    reading.put(marks, "mark")
    reading.set_notes_aside()
    parts = divide(paras)
    _refuse_secret([*paras[:_TOP], *parts.head, *parts.titles])
    return _assemble(parts, reading)


def _refuse_odd(source: Sequence[SourceLine]) -> None:
    """No plan is that long, none is without letters; this also bounds the time reading takes."""
    if len(source) > MAX_LINES:
        message = _("Văn bản dài hơn %(limit)s dòng; hãy tách riêng kế hoạch.", limit=MAX_LINES)
        raise UnreadableDocument(message)
    if any(len(line.text) > MAX_LETTERS for line in source):
        message = _("Văn bản có đoạn dài bất thường; hãy xuống dòng giữa các mục rồi tải lại.")
        raise UnreadableDocument(message)
    if not any(re.search(r"[^\W\d_]{2}", line.text) for line in source):
        raise UnreadableDocument(_("Tệp không có chữ nào để đọc; hãy chọn tệp khác."))


def _refuse_secret(paras: Iterable[Para]) -> None:
    for para in paras:
        for piece in re.split(r"\t+|\s{3,}", para.raw):
            if _STAMP.fullmatch(clean(piece)):
                message = _(
                    "Văn bản đóng dấu “%(stamp)s” nên không được đưa vào hệ thống này; "
                    "hãy xử lý theo quy định về bảo vệ bí mật nhà nước.",
                    stamp=clean(piece),
                )
                raise SecretDocument(message)


def _assemble(parts: Parts, reading: _Reading) -> Plan:
    head, foot = read_head(parts.head), read_foot([p for p in parts.foot if not is_mark(p.text)])
    body, closing = split_closing(parts.body)
    issued = head.date or foot.date
    year = issued.year if issued else _year_in(parts)
    sections = as_nodes(grow(body), year, bool(parts.addressees))
    annexes = read_annexes(parts.annex, parts.wrap, year, {node.key for node in sections})
    feet = [foot, *(read_foot(annex.foot) for annex in annexes)]
    unknown = [*head.unknown, *(para for each in feet for para in each.rest)]
    reading.put(unknown, "unplaced")
    reading.put([para for annex in annexes for para in annex.heading], "title")
    reading.put([para for annex in annexes for para in annex.foot], "foot")
    _place(parts, reading, closing)
    before = [para.text for para in parts.preamble]
    basis = read_basis([*before, *opening(body, led=bool(before)), *_basis_section(sections)])
    lines = reading.lines()
    _warn(parts, reading, head, unknown)
    reading.warnings += [*doubts(sections), *date_doubt(issued, basis, lines)]
    lead = lead_of(parts.preamble)
    kind, title = _title(parts, head)
    parent, issuing = issuers(head)
    return Plan(
        doc_type=kind,
        title=title,
        issuing_parent=parent,
        issuing_body=issuing or (None if is_talk(kind) else issuer_in_lead(lead)),
        motto=head.motto,
        place=head.place or foot.place,
        number=head.number,
        symbol=head.symbol,
        date=issued,
        addressees=_addressees(parts.addressees),
        basis=basis,
        lead=lead,
        closing="\n".join(para.text for para in closing) or None,
        sections=sections + tuple(annex.node for annex in annexes),
        recipients=tuple(next((f.recipients for f in feet if f.recipients), ())),
        signers=next((f.signers for f in feet if f.signers), ()),
        warnings=tuple(sorted(reading.warnings, key=lambda notice: notice.line)),
        unplaced=tuple(line for line in lines if line.place == "unplaced"),
        lines=lines,
    )


def _basis_section(sections: Sequence[Node]) -> list[str]:
    """A first section that only lists what the plan rests on: 'I. CĂN CỨ XÂY DỰNG KẾ HOẠCH'."""
    first = sections[0] if sections else None
    if first is None or not fold(first.text).startswith(("can cu", "co so phap ly")):
        return []
    texts = (re.sub(r"(?i)^căn cứ(?: vào)? ", "", node.text) for node in first.children)
    return [f"Căn cứ {text}" for text in texts]


def _title(parts: Parts, head: Head) -> tuple[str | None, str | None]:
    """(kind, title); a letter has neither: its kind is known by its number, its subject by V/v."""
    if parts.title:
        return parts.title.kind, parts.title.words
    if head.symbol:
        return "CÔNG VĂN", reduce(joined, head.subject, "") or None
    return None, None


def _place(parts: Parts, reading: _Reading, closing: Sequence[Para]) -> None:
    reading.put(closing, "closing")
    rest: tuple[tuple[Sequence[Para], Place], ...] = (
        (parts.head, "head"),
        (parts.titles, "title"),
        (parts.addressees, "addressee"),
        (parts.preamble, "preamble"),
        (parts.body, "body"),
        (parts.foot, "foot"),
        (parts.annex, "body"),
    )
    for paras, place in rest:
        reading.put(paras, place)


def _warn(parts: Parts, reading: _Reading, head: Head, unknown: Sequence[Para]) -> None:
    for para in unknown:
        message = _("Chưa rõ dòng này thuộc phần nào của văn bản.")
        reading.warnings.append(Notice(para.number, message))
    if parts.title is None and head.symbol is None:
        reading.warnings.append(Notice(1, _("Không thấy tên loại văn bản (ví dụ “KẾ HOẠCH”).")))
    if not parts.body:
        reading.warnings.append(Notice(1, _("Không thấy mục nào trong văn bản.")))


def _addressees(paras: Sequence[Para]) -> tuple[str, ...]:
    names = []
    for para in paras:
        text = re.sub(r"(?i)^kính\s+(gửi|gởi|trình)\s*:?\s*", "", para.text)
        text = re.sub(r"^[-–—+•]\s*", "", text).strip(" ;.,")
        if text:
            names.append(text)
    return tuple(names)


def _year_in(parts: Parts) -> int | None:
    """The year the title speaks of, for days written without one."""
    words = parts.title.words if parts.title else None
    found = re.findall(r"(?<!\d)20\d\d(?!\d)", words or "")
    return int(found[-1]) if found else None
