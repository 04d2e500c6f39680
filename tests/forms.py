"""What a browser sends from a page: its forms with what stands in them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

Values = list[tuple[str, str]]


@dataclass
class Form:
    """One form: `values` as a browser would send them, its buttons left out."""

    action: str
    method: str
    name: str
    values: Values = field(default_factory=list)

    def send(self, client: FlaskClient, **said: Any) -> Any:
        """Send it with these fields as a person sets them; gives the answer."""
        values = [pair for pair in self.values if pair[0] not in said]
        values += [(name, str(value)) for name, value in said.items()]
        if self.method == "get":
            return client.get(self.action, query_string=MultiDict(values))
        return client.post(self.action, data=MultiDict(values))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside: Form | None = None
        self.outside: list[tuple[str, str, str]] = []
        self.doors: list[dict[str, str]] = []
        self.area: dict[str, str] | None = None
        self.select: dict[str, str] | None = None
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = at.get("method", "get").lower()
            self.inside = Form(at["action"], method, at.get("id", ""))
            self.forms.append(self.inside)
        elif tag == "button" and "formaction" in at:
            self.doors.append(at)
        elif tag == "input":
            kind = at.get("type", "text")
            ticked = kind not in ("checkbox", "radio") or "checked" in at
            if ticked and kind not in ("submit", "button", "file"):
                self._say(at, at.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "textarea":
            self.area = {**at, "value": ""}
        elif tag == "select":
            self.select, self.options = at, []
        elif tag == "option":
            self.options.append((at.get("value", ""), "selected" in at))

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area["value"] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "textarea" and self.area is not None:
            self._say(self.area, self.area["value"].removeprefix("\n"))
            self.area = None
        elif tag == "select" and self.select is not None:
            chosen = [value for value, selected in self.options if selected]
            first = [value for value, _ in self.options][:1]
            for value in (chosen or first)[-1:]:
                self._say(self.select, value)
            self.select = None

    def _say(self, at: dict[str, str], value: str) -> None:
        if "name" not in at or "disabled" in at:
            return
        if "form" in at:
            self.outside.append((at["form"], at["name"], value))
        elif self.inside is not None:
            self.inside.values.append((at["name"], value))


def forms(page: str) -> list[Form]:
    """All forms of a page, in order; a button that sends one elsewhere is a form of its own."""
    reader = _Reader()
    reader.feed(page)
    named = {form.name: form for form in reader.forms}
    for name, field_name, value in reader.outside:
        named[name].values.append((field_name, value))
    for door in reader.doors:
        name = door["form"]
        reader.forms.append(Form(door["formaction"], door["formmethod"], name, named[name].values))
    return reader.forms


def form(page: str, action: str) -> Form:
    """The form of a page that is sent to this address."""
    found = [one for one in forms(page) if one.action == action]
    assert found, f"no form sends to {action}: {[one.action for one in forms(page)]}"
    return found[0]
