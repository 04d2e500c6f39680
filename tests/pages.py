"""The house rules that every page keeps."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

HX_METHODS = {"hx-get": "GET", "hx-post": "POST", "hx-put": "PUT", "hx-delete": "DELETE"}
UNLABELLED = ("hidden", "submit", "button")


@dataclass
class Page(HTMLParser):
    """What a page holds that the rules speak of."""

    ids: list[str] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)
    controls: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    addresses: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    headings: int = 0
    depth_of_label: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if "id" in at:
            self.ids.append(at["id"])
        if "hx-target" in at:
            self.targets.append(at["hx-target"])
        for name, method in HX_METHODS.items():
            if name in at:
                self.addresses.append((method, at[name]))
        self._inline(tag, at)
        look = getattr(self, f"_{tag}", None)
        if look is not None:
            look(at)
        if tag in ("input", "select", "textarea"):
            self._control(tag, at)

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.depth_of_label -= 1

    def _inline(self, tag: str, at: dict[str, str]) -> None:
        if tag == "style" or "style" in at:
            self.faults.append(f"inline style in <{tag}>")
        if tag == "script" and "src" not in at:
            self.faults.append("inline script")
        self.faults += [f"{name} in <{tag}>" for name in at if name.startswith(("on", "hx-on"))]

    def _form(self, at: dict[str, str]) -> None:
        if not at.get("action"):
            self.faults.append("a form without an action")
        else:
            self.addresses.append((at.get("method", "get").upper(), at["action"]))

    def _a(self, at: dict[str, str]) -> None:
        if not at.get("href"):
            self.faults.append("a link without an address")
        elif at["href"].startswith("/"):
            self.addresses.append(("GET", at["href"]))
        if at.get("target") == "_blank" and "noopener" not in at.get("rel", ""):
            self.faults.append(f"{at.get('href')} opens without noopener")

    def _img(self, at: dict[str, str]) -> None:
        if "alt" not in at:
            self.faults.append("a picture without alt")

    def _h1(self, _at: dict[str, str]) -> None:
        self.headings += 1

    def _label(self, at: dict[str, str]) -> None:
        self.depth_of_label += 1
        if "for" in at:
            self.labelled.add(at["for"])

    def _control(self, tag: str, at: dict[str, str]) -> None:
        free = at.get("type") in UNLABELLED or "hidden" in at
        if not (free or self.depth_of_label or "aria-label" in at or "aria-labelledby" in at):
            self.controls.append((tag, at))


def faults(app: Flask, html: str, *, fragment: bool = False) -> list[str]:
    """What breaks the rules, in words; a fragment may point at what is outside of it."""
    page = Page()
    page.feed(html)
    found = list(page.faults)
    found += [f"id {each} twice" for each in sorted(set(page.ids)) if page.ids.count(each) > 1]
    for tag, at in page.controls:
        if at.get("id") not in page.labelled:
            found.append(f"<{tag} name={at.get('name')}> without a label")
    found += [f"{method} {url} leads nowhere" for method, url in _astray(app, page)]
    if not fragment:
        found += [f"{target} is not on the page" for target in _lost(page)]
        if page.headings != 1:
            found.append(f"{page.headings} h1")
    return found


def _lost(page: Page) -> list[str]:
    return [t for t in page.targets if t.startswith("#") and t[1:] not in page.ids]


def _astray(app: Flask, page: Page) -> list[tuple[str, str]]:
    routes = app.url_map.bind("localhost")
    astray = []
    for method, url in page.addresses:
        if re.match(r"[a-z]+:", url):
            continue
        path = url.split("?")[0].split("#")[0]
        if path == "/":
            continue
        try:
            routes.match(path, method=method)
        except HTTPException:
            astray.append((method, url))
    return astray


def check(app: Flask, html: str, *, fragment: bool = False) -> None:
    """Fails with all that breaks the rules."""
    found = faults(app, html, fragment=fragment)
    if found:
        pytest.fail("\n".join(found))
