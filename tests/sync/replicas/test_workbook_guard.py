"""Files that are no sound .xlsx: each is refused in one clear sentence, none reaches a parser."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from sync.core.refusal import Refused
from sync.replicas.workbook_read import read_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def sound():
    book = Workbook()
    book.active.append(["TT", "Nội dung", "Trạng thái"])
    book.active.append([1, "Trồng cây", "x"])
    return saved(book)


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


SOUND = sound()


def package(**parts):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def with_part(name, text):
    out = BytesIO()
    with ZipFile(BytesIO(SOUND)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, text)
    return out.getvalue()


def refusal(data, name="bang.xlsx"):
    with pytest.raises(Refused) as caught:
        read_book(data, name)
    assert "\n" not in caught.value.message
    return caught.value.message


def test_a_sound_file_is_read():
    assert read_book(SOUND, "bang.xlsx").tabs[0].cell(2, 2).value == "Trồng cây"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "trống"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (OLE + "Workbook".encode("utf-16-le"), ".xls cũ"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table><tr><td>1</td></tr></table>", "trang web"),
        (b"TT,N\xe1\xbb\x99i dung\n1,x\n", "không phải là .xlsx"),
        (package(word__document_DOT_xml="<a/>"), "không phải là .xlsx"),
        (SOUND[: len(SOUND) // 2], "hỏng"),
    ],
)
def test_what_only_bears_the_name_is_refused_with_what_to_do(data, said):
    assert said in refusal(data)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("word/document.xml", "Word"),
        ("xl/workbook.bin", ".xlsb"),
        ("mimetype", ".ods"),
        ("ppt/presentation.xml", "PowerPoint"),
    ],
)
def test_another_programs_package_is_named(part, said):
    assert said in refusal(package(**{part: "<a/>"}))


def test_a_file_too_large_is_refused_before_it_is_opened():
    assert "10 MB" in refusal(b"PK\x03\x04" + bytes(10 * 1024 * 1024))


def test_a_part_that_swells_is_refused():
    bomb = with_part("xl/worksheets/sheet1.xml", b"<a>" + b" " * (17 * 1024 * 1024) + b"</a>")
    assert len(bomb) < 100_000
    assert "bung ra" in refusal(bomb)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", "<!-- " + "x" * 100_000 + " -->"])
def test_a_document_type_is_refused_wherever_it_stands(encoding, before):
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>{before}'
        '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    )
    assert "không an toàn" in refusal(with_part("xl/worksheets/sheet1.xml", text.encode(encoding)))


@pytest.mark.parametrize("covering", ["mergeCell", "x:hyperlink"])
@pytest.mark.parametrize("area", ["A1:A1048576", "A2:XFD3000", "A:C", "1:900"])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/trang.bin"])
def test_a_merge_over_a_whole_tab_is_refused_before_it_takes_the_memory(covering, area, part):
    text = f'<worksheet><a><{covering} ref="{area}"/></a></worksheet>'
    assert "phủ cả trang" in refusal(with_part(part, text.encode()))


def test_a_cell_far_away_makes_no_checklist_nor_do_bare_borders_below_the_table():
    book = Workbook()
    book.active.append(["TT", "Nội dung"])
    book.active["A5000"].border = Border(left=Side(style="thin"))
    assert len(read_book(saved(book), "bang.xlsx").tabs[0].rows) == 1
    book.active["A999999"] = "lạc"
    assert read_book(saved(book), "bang.xlsx").tabs[0].rows == ()


def damaged(draw):
    raw = bytearray(SOUND)
    for _ in range(draw(st.integers(1, 6))):
        raw[draw(st.integers(0, len(raw) - 1))] = draw(st.integers(0, 255))
    return bytes(raw[: draw(st.integers(1, len(raw)))] if draw(st.booleans()) else raw)


def damaged_part(draw):
    part = draw(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"]))
    with ZipFile(BytesIO(SOUND)) as archive:
        text = archive.read(part).decode()
    at = draw(st.integers(0, min(3000, len(text))))
    typed = draw(st.text(st.characters(codec="utf-8"), max_size=12))
    return with_part(part, text[:at] + typed + text[at + len(typed) :])


DAMAGED = st.composite(damaged)() | st.composite(damaged_part)()


def reads_or_refuses(data):
    """One clear sentence, or a book; never a traceback."""
    said = "Đọc được."
    try:
        read_book(data, "bang.xlsx")
    except Refused as error:
        said = error.message
    assert said.endswith(".")
    assert "\n" not in said


@settings(max_examples=300, deadline=None)
@given(DAMAGED)
def test_a_damaged_file_gives_a_book_or_one_clear_sentence(data):
    reads_or_refuses(data)


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(DAMAGED)
def test_two_thousand_damaged_files_give_a_book_or_one_clear_sentence_each(data):
    reads_or_refuses(data)
