"""What the forms about units send, as values."""

from dataclasses import replace
from datetime import date

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.units.changes import Change
from app.units.rules import KINDS, Unit
from sync.core.refusal import Refused
from sync.core.text import clean

Form = MultiDict[str, str]

BLANK = Unit(0, "", "", "xa", False, None, None, None, None, None, None)


def unit(form: Form, before: Unit) -> Unit:
    """The unit as the form would have it; what the form does not show stays."""
    kind, parent = form.get("kind", ""), form.get("parent_id", "")
    return replace(
        before,
        code=clean(form.get("code")),
        name=clean(form.get("name")),
        kind=kind if kind in KINDS else before.kind,
        parent_id=int(parent) if parent.isdecimal() else None,
        cluster=_text(form, "cluster"),
        contact=_text(form, "contact"),
        sheet_url=address(form),
        valid_from=_iso(form, "valid_from"),
        valid_to=_iso(form, "valid_to"),
    )


def address(form: Form) -> str | None:
    text = _text(form, "sheet_url")
    if text and not text.startswith(("https://", "http://")):
        raise Refused(
            _("Địa chỉ bảng tính phải bắt đầu bằng https://. Hãy chép lại từ trình duyệt.")
        )
    return text


def change(form: Form, by: str) -> Change:
    day = _iso(form, "on")
    if day is None:
        raise Refused(_("Hãy chọn ngày có hiệu lực."))
    return Change(date.fromisoformat(day), _text(form, "note"), by)


def parts(form: Form, like: Unit) -> list[Unit]:
    """The new units of a split: filled pairs of code and name."""
    pairs = zip(form.getlist("code"), form.getlist("name"), strict=False)
    cleaned = [(clean(code), clean(name)) for code, name in pairs]
    return [
        replace(BLANK, code=code, name=name, kind=like.kind, parent_id=like.parent_id)
        for code, name in cleaned
        if code or name
    ]


def _text(form: Form, name: str) -> str | None:
    return clean(form.get(name)) or None


def _iso(form: Form, name: str) -> str | None:
    text = form.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Refused(_("Ngày “%(text)s” không đúng. Hãy chọn lại ngày.", text=text)) from error
