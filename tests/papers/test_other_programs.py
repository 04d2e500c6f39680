"""Other programs open what we print: LibreOffice, poppler, pypdf."""

import io
import re
import shutil
import subprocess
import time
from dataclasses import replace

import docx
import pypdf
import pytest
import typst

from app.papers import pdf_fonts, profiles
from app.papers.paper import Column, Heading, Row, Table, Text
from app.papers.pdf import to_pdf
from app.papers.word import to_docx
from tests.papers.sample import LETTERS, paper

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is absent")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is absent")
ORDER = (
    "TỈNH ĐOÀN MẪU",
    "Số:",
    "BÁO CÁO",
    "Kính gửi: Tỉnh Đoàn Mẫu",
    "I. KẾT QUẢ",
    f"Đơn vị 1 {LETTERS}",
    f"Đơn vị 60 {LETTERS}",
    "Nơi nhận:",
    "- Lưu VP.",
    "PHỤ LỤC",
)


@pytest.fixture
def doan():
    return profiles.by_code("doan-hd29-2013")


def text_of(path):
    command = [str(shutil.which("pdftotext")), str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def assert_in_order(text):
    places = [text.find(part) for part in ORDER]
    assert -1 not in places, ORDER[places.index(-1)]
    assert places == sorted(places)


@needs_poppler
@pytest.mark.parametrize("profile", profiles.PROFILES, ids=lambda profile: profile.code)
def test_pdftotext_reads_our_pdf_letters_whole(profile, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(to_pdf(paper(profile)))
    text = text_of(path)
    assert text.count(LETTERS) >= 60
    assert "Nơi nhận:" in text
    assert "BAN THƯỜNG VỤ" in text


@needs_poppler
def test_pdftotext_reads_our_pdf_in_order(doan, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(to_pdf(paper(doan)))
    assert_in_order(text_of(path))


@needs_office
@needs_poppler
def test_libreoffice_prints_our_word_file(doan, tmp_path):
    path = tmp_path / "paper.docx"
    path.write_bytes(to_docx(paper(doan)))
    profile_dir = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", profile_dir, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(path)], check=True, capture_output=True)
    printed = path.with_suffix(".pdf")
    text = text_of(printed)
    assert_in_order(text)
    assert text.count(LETTERS) >= 120
    sizes = [float(page.mediabox.width) for page in pypdf.PdfReader(printed).pages]
    across = [words for words, width in zip(text.split("\f"), sizes, strict=False) if width > 800]
    assert len(across) >= 2
    assert all("Nơi nhận" in words for words in across)  # the heading is repeated


def test_our_pdf_embeds_its_fonts_repeats_headings_and_numbers_pages(doan):
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(paper(doan))))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descendant)
    texts = [page.extract_text() for page in reader.pages]
    assert texts[1].split()[0] == "2"
    upright = [page for page in reader.pages if page.mediabox.width < 600]
    across = [page for page in reader.pages if page.mediabox.width > 800]
    assert len(upright) >= 2
    assert len(across) >= 2
    assert all("Ghi chú" in page.extract_text() for page in across)
    assert round(float(upright[0].mediabox.height)) == 842


def test_the_font_within_typst_carries_every_letter_without_any_of_the_systems():
    bare = typst.Fonts(include_system_fonts=False)
    assert pdf_fonts.is_whole("Libertinus Serif", bare)


def test_a_font_that_lacks_letters_is_passed_over():
    bare = typst.Fonts(include_system_fonts=False)
    assert not pdf_fonts.is_whole("DejaVu Sans Mono", bare)


def test_what_xml_forbids_and_markup_are_printed_as_text(doan):
    hostile = "a\x00b\x0bc <b> & ]]> #panic() $x$ *y* _z_ \\ ~ `"
    rows = (Row((hostile, hostile), section=True),)
    table = Table((Column("TT", 1), Column("Nội dung", 5)), rows)
    blocks = (Heading(hostile), Text(hostile), Text(hostile, compact=True), table)
    made = replace(paper(doan), subject=hostile, blocks=blocks, recipients=(hostile,), annexes=())
    (cell,) = {
        cell.text for cell in docx.Document(io.BytesIO(to_docx(made))).tables[1].rows[1].cells
    }
    assert cell == "ab\nc <b> & ]]> #panic() $x$ *y* _z_ \\ ~ `"
    text = pypdf.PdfReader(io.BytesIO(to_pdf(made))).pages[0].extract_text()
    assert text.count("#panic() $x$ *y* _z_") >= 6


@pytest.mark.parametrize("rows", range(15, 24))
def test_a_signature_never_stands_alone_on_a_page(doan, rows):
    last = pypdf.PdfReader(io.BytesIO(to_pdf(replace(paper(doan, rows=rows), annexes=())))).pages[
        -1
    ]
    text = last.extract_text()
    assert f"Đơn vị {rows} {LETTERS}" in text
    assert "Nguyễn Văn Mẫu" in text


MM = 72 / 25.4
LONG_WORD = "https://example.org/" + "a" * 300
WORD = re.compile(r'xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')


def words_of(paper, path):
    """(right edge, lower edge, word) in points from the upper left corner, as poppler sees them."""
    path.write_bytes(to_pdf(paper))
    command = [str(shutil.which("pdftotext")), "-bbox", str(path), "-"]
    boxes = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return [(float(right), float(low), word) for right, low, word in WORD.findall(boxes)]


@needs_poppler
def test_a_long_word_breaks_within_its_column_and_is_read_back_whole(doan, tmp_path):
    table = Table((Column("Rộng", 5), Column("Hẹp", 1)), (Row((LONG_WORD, LONG_WORD)),))
    made = replace(paper(doan), blocks=(Text(LONG_WORD), table), annexes=())
    words = words_of(made, tmp_path / "paper.pdf")
    assert max(right for right, _low, _word in words) <= (210 - doan.margins.right) * MM
    pages = pypdf.PdfReader(tmp_path / "paper.pdf").pages
    assert "".join(page.extract_text() for page in pages).replace("\n", "").count(LONG_WORD) == 3


@needs_poppler
@pytest.mark.parametrize("above", [0, 1])
def test_nothing_of_a_tall_cell_leaves_the_page(doan, above, tmp_path):
    tall = " ".join(f"chữ{number}" for number in range(200))
    rows = (*[Row(("", ""))] * above, Row((tall, "")))
    table = Table((Column("Hẹp", 1), Column("Nội dung", 6)), rows)
    made = replace(paper(doan), blocks=(table,), annexes=())
    words = words_of(made, tmp_path / "paper.pdf")
    assert max(low for _right, low, _word in words) <= (297 - doan.margins.bottom) * MM
    assert {f"chữ{number}" for number in range(200)} <= {word for _right, _low, word in words}


def test_300_rows_take_less_than_a_second_in_word_and_two_in_pdf(doan):
    long = paper(doan, rows=300)
    to_pdf(paper(doan, rows=1))  # fonts are found once for all
    started = time.process_time()  # what else runs on the machine does not count
    to_docx(long)
    in_word = time.process_time() - started
    started = time.process_time()
    to_pdf(long)
    in_pdf = time.process_time() - started
    assert in_word < 1
    assert in_pdf < 2
