import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import render_template_string

from app.i18n import language, speaking
from tests.access_table import arguments
from tests.pages import check
from tests.test_access import address, methods, rules

TREE = Path(__file__).parents[1]
ENGLISH = TREE / "app/translations/en/LC_MESSAGES"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None}
"""As `make words` names them."""

PLACEHOLDER = re.compile(r"%\(\w+\)s")
VIETNAMESE = re.compile(r"[À-ỹĐđ]")
NAMES = (
    # the product, the way back to Vietnamese
    *("Sổ Việc", "Tiếng Việt"),
    # what `arguments` puts into the database
    *("Đoàn xã XTL", "Trồng cây"),
    # the rules papers follow, an office's symbol, an example of a pasted list
    *("Đoàn (Hướng dẫn 29-HD/TWĐTN-VP)", "Đảng (Hướng dẫn 05-HD/VPTW)"),
    *("Nhà nước (Nghị định 30/2020/NĐ-CP)", "ĐTN", "QĐ", "Đoàn xã A"),
    # columns of a file that are understood
    "mã, tên, loại, cấp trên, liên hệ, bảng tính, cụm",
)
"""What stays Vietnamese on an English page; messages to units stand in read-only boxes."""

LEAKS = re.compile(
    r"\b(the|this|that|is|are|not|and|your|you|must|please|field|required|invalid|choose|error"
    r"|submit|save|cancel|close|open|yes|unit|units|item|items|sheet|none|true|false)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (ENGLISH / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def messages() -> dict[str, str]:
    """Every message of the tree, with the file it stands in."""
    with (TREE / "babel.cfg").open(encoding="utf-8") as file:
        mapping, options = parse_mapping_cfg(file)
    found = extract_from_dir(str(TREE), mapping, options, keywords=KEYWORDS)
    return {
        message if isinstance(message, str) else message[0]: file
        for file, _line, message, _comments, _context in found
    }


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def test_every_message_has_its_english(messages, catalogue):
    lacking = [
        f"{file}: {text}"
        for text, file in messages.items()
        if catalogue.get(text) is None or not all(forms(catalogue[text].string))
    ]
    assert not lacking, "run `make words`, then fill in:\n" + "\n".join(lacking)


def test_a_translation_keeps_the_placeholders(catalogue):
    for message in catalogue:
        if message.id:
            wanted = set(PLACEHOLDER.findall(forms(message.id)[0]))
            for form in forms(message.string):
                assert set(PLACEHOLDER.findall(form)) == wanted, form


def test_the_catalogue_is_compiled(catalogue):
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    assert (ENGLISH / "messages.mo").read_bytes() == compiled.getvalue(), "run `make words`"


class Words(HTMLParser):
    """What a page says: its text, the labels and hints in attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.to_send = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        spoken = ("title", "alt", "placeholder", "aria-label", "data-label", "data-done")
        self.said += [value for name, value in attrs if name in spoken and value]
        self.to_send = tag == "textarea" and "readonly" in dict(attrs)

    def handle_endtag(self, tag):
        self.to_send = False

    def handle_data(self, data):
        if not self.to_send:
            self.said.append(data.strip())


@pytest.fixture
def said(app, db, client_as):
    """`said("en")`: (endpoint, what it says) for every page, as an administrator sees it."""
    client_as("viewer")
    values = arguments(db, "XTL")

    def ask(lang):
        client = client_as("admin")
        client.set_cookie("lang", lang)
        for rule in rules(app):
            if "GET" in methods(rule):
                answer = client.get(address(app, rule, values))
                if answer.mimetype == "text/html" and not answer.location:
                    for words in Words(answer.text).said:
                        yield rule.endpoint, words
                answer.close()

    return ask


def test_no_vietnamese_is_left_on_an_english_page(said):
    left = []
    for endpoint, words in said("en"):
        bare = words
        for name in NAMES:
            bare = bare.replace(name, "")
        if VIETNAMESE.search(bare):
            left.append(f"{endpoint}: {words}")
    assert not left, "\n".join(left)


def test_no_english_leaks_into_a_vietnamese_page(said):
    leaks = [f"{endpoint}: {words}" for endpoint, words in said("vi") if LEAKS.search(words)]
    assert not leaks, "\n".join(leaks)


def test_a_stranger_may_choose_english_on_the_sign_in_page(app, client):
    page = client.get("/sign-in")
    check(app, page.text)
    assert '<html lang="vi">' in page.text
    assert ">English</button>" in page.text
    back = {"Referer": "http://localhost/sign-in?next=/plans"}
    answer = client.post("/language", data={"lang": "en"}, headers=back)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/plans")
    page = client.get("/sign-in")
    assert '<html lang="en">' in page.text
    assert "User name" in page.text
    assert ">Tiếng Việt</button>" in page.text


def test_the_choice_leads_back_into_this_site_only(client):
    away = {"Referer": "http://elsewhere.example//evil.example/"}
    answer = client.post("/language", data={"lang": "en"}, headers=away)
    assert answer.headers["Location"] == "/"


def test_a_language_we_do_not_have_is_refused(client):
    answer = client.post("/language", data={"lang": "fr"})
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


def test_a_paper_is_vietnamese_though_its_maker_reads_english(app):
    with app.test_request_context(headers={"Cookie": "lang=en"}):
        assert render_template_string("{{ _('Kế hoạch') }}") == "Plans"
        with speaking("vi"):
            assert language() == "vi"
            assert render_template_string("{{ _('Kế hoạch') }}") == "Kế hoạch"
        assert language() == "en"
        assert render_template_string("{{ _('Kế hoạch') }}") == "Plans"
