"""Words the answers that a question about rows offers, and those that were given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from app import entry_words
from sync.core.own_key import is_own
from sync.core.plan_ask import DIFFER, DROP, KEEP, OWN, PARTS, SKIP, members
from sync.questions import AskedQuestion, Given

BY_ROW = ("match", "code", "text")
"""Questions that any item of the plan, or several, may be the answer to."""

SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: what it stores, what it says, the row's values beside it as (field, value)."""

    answer: str
    label: str
    values: tuple[tuple[str, str], ...] = ()


def choices(one: AskedQuestion, texts: Mapping[str, str]) -> tuple[Choice, ...]:
    """The answers in the order they are offered; `texts` are the wordings by key."""
    offered = {
        "match": _by_row,
        "code": _by_row,
        "text": _by_row,
        "twice": _twice,
        "gone": _gone,
        "several": _several,
    }.get(one.kind)
    if offered is None:
        return (Choice(SEEN, _("Đã biết")),)
    return tuple(offered(one, texts))


def _named(key: str, texts: Mapping[str, str]) -> str:
    if len(members(key)) > 1:
        return str(_("Đứng chung cho cả %(keys)s", keys=", ".join(members(key))))
    return f"{key} {texts.get(key, '')}".strip()


def _by_row(one: AskedQuestion, texts: Mapping[str, str]) -> Iterator[Choice]:
    worded = bool(one.rows and one.rows[0].text)
    if one.kind == "text":
        yield Choice(one.about, _("Vẫn là %(what)s", what=_named(one.about, texts)))
    yield from (Choice(key, _named(key, texts)) for key in one.candidates)
    if one.kind != "text" or worded:
        yield Choice(OWN, _("Việc riêng của đơn vị"))
    yield Choice(SKIP, _("Để riêng, không đọc dòng này"))


def _twice(one: AskedQuestion, texts: Mapping[str, str]) -> Iterator[Choice]:
    for row in one.rows:
        told = tuple((name, entry_words.shown(name, value)) for name, value in row.values.items())
        label = _("Dòng %(row)s: %(text)s", row=row.row, text=row.text or "…")
        yield Choice(row.answer, label, told)
    if one.about in texts and not is_own(one.about) and "/" not in one.about:
        yield Choice(PARTS, _("Mỗi dòng là một phần của việc này"))
    yield Choice(SKIP, _("Để riêng, không đọc các dòng này"))


def _gone(_one: AskedQuestion, _texts: Mapping[str, str]) -> Iterator[Choice]:
    yield Choice(KEEP, _("Vẫn giữ việc này ở Sổ Việc"))
    yield Choice(DROP, _("Đơn vị không thực hiện nữa"))


def _several(one: AskedQuestion, _texts: Mapping[str, str]) -> Iterator[Choice]:
    field = one.about.rpartition(" ")[2]
    seen: set[str | None] = set()
    for row in one.rows:
        value = row.values.get(field)
        if value not in seen:
            seen.add(value)
            told = ((field, entry_words.shown(field, value)),)
            what = f"{row.answer} {row.text}".strip()
            yield Choice(row.answer, _("Cả dòng theo %(what)s", what=what), told)
    yield Choice(DIFFER, _("Cứ để khác nhau, không ghi sang bảng"))


def worded(given: Given, texts: Mapping[str, str]) -> str:
    """An answer that was given, in one line."""
    kind, colon, about = given.about.rpartition(":")
    if not colon:
        return f"“{about}”: {_told(given.told, texts)}"
    if kind == "twice" and given.told not in (PARTS, SKIP):
        words = given.told.partition(" ")[2]
        return str(_("%(key)s là dòng “%(text)s”", key=about, text=words))
    if kind == "several":
        key, _space, field = about.rpartition(" ")
        about = f"{', '.join(members(key))}, {entry_words.fields().get(field, field)}"
    if kind in ("twice", "gone", "several", "text"):
        return f"{about}: {_told(given.told, texts)}"
    return given.told


def _told(told: str, texts: Mapping[str, str]) -> str:
    words = {
        OWN: _("việc riêng của đơn vị"),
        SKIP: _("để riêng, không đọc"),
        PARTS: _("mỗi dòng là một phần"),
        KEEP: _("vẫn giữ ở Sổ Việc"),
        DROP: _("đơn vị không thực hiện nữa"),
        DIFFER: _("cứ để khác nhau"),
    }
    return str(words.get(told) or _named(told, texts))
