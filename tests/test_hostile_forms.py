"""Whatever is typed into any field of any page, it is refused or taken: no page breaks by it."""

import io
import random
import re
from pathlib import Path

import pytest
from flask import url_for

from tests.access_table import arguments

ROOT = Path(__file__).parents[1]
NAMES = re.compile(r'(?:name="|(?:field|area|select)\(")([a-z_]+)"')
READ = re.compile(r'(?:form|args|typed)(?:\.get|\.getlist)?[\(\[, ]+"([a-z_]+)"')

VALUES = (
    "²",
    "x\x00\ufffe=1+1",
    "9" * 30,
    "2026-02-30",
    "<script>alert(1)</script>{{7*7}}%s%(x)s",
    "../../etc/passwd\r\nX: y",
)
MORE = (
    *("", "٣", "-1", "0", "1", "a", "'; --", "9999-12-31", "0000-00-00", "1e999", "nan", "[]"),
    *('{"a":1}', "II.1", "XTL", "\u202e", "á" * 5000, "2020-01-01", "2020-1-1", "\x0b\x1f"),
    *("a\u2028b", "#", ";", "1 " * 300, "https://docs.google.com/spreadsheets/d/a1/edit"),
)
FILES = (
    (b"", "a.csv"),
    (b"PK\x03\x04", "a.xlsx"),
    (b"%PDF-1.4", "../../x.docx"),
    (b"code,name\nA,B\n", "\x00.csv"),
)


def field_names():
    """Every name that a form of ours has or a view of ours reads."""
    found = set()
    for path in (ROOT / "templates").rglob("*.html"):
        found |= set(NAMES.findall(path.read_text(encoding="utf-8")))
    for path in (ROOT / "app").rglob("*routes.py"):
        found |= set(READ.findall(path.read_text(encoding="utf-8")))
    return sorted(found - {"viewport"})


def test_the_fields_are_found():
    assert {"code", "year", "state", "was", "received_on", "sheet_url"} <= set(field_names())


@pytest.fixture
def site(app, db, client_as):
    """`site()`: every address with its methods, and a browser of an administrator."""
    client_as("viewer")
    client, values = client_as("admin"), arguments(db, "XTL")

    def addresses():
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
            if rule.endpoint == "auth.sign_out":
                continue
            with app.test_request_context():
                parts = {name: values[name] for name in rule.arguments}
                for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                    yield method, url_for(rule.endpoint, **parts)

    return client, list(addresses())


def asked(client, method, address, typed, file=None):
    if method == "GET":
        answer = client.get(address, query_string=typed)
    else:
        data = dict(typed)
        if file is not None:
            data |= {name: (io.BytesIO(file[0]), file[1]) for name in ("file", "files", "paper")}
        answer = client.open(address, method=method, data=data, content_type="multipart/form-data")
    answer.close()
    return answer.status_code


@pytest.mark.parametrize("value", VALUES)
def test_no_page_breaks_by_what_is_typed(site, value):
    client, addresses = site
    typed = dict.fromkeys(field_names(), value)
    broken = [
        f"{method} {address}"
        for method, address in addresses
        if asked(client, method, address, typed, FILES[3]) >= 500
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_no_page_breaks_by_any_mixture(site, seed):
    client, addresses = site
    dice, names = random.Random(seed), field_names()  # noqa: S311 - no secret
    for _ in range(6):
        for method, address in addresses:
            some = dice.sample(names, dice.randint(0, len(names)))
            typed = {name: dice.choice((*VALUES, *MORE)) for name in some}
            status = asked(client, method, address, typed, dice.choice(FILES))
            assert status < 500, (method, address, typed)
