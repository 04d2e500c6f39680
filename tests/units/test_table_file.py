"""Lists as programs save them, or as somebody means harm: read rightly, or one sentence."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.units import queries, table_file
from sync.core.refusal import Refused

LIST = "Mã;Tên\r\nXA;Đoàn xã Ẩm Thủy, số 1\r\n"
TABLE = [["Mã", "Tên"], ["XA", "Đoàn xã Ẩm Thủy, số 1"]]


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def refusal(name, data):
    with pytest.raises(Refused) as refused:
        table_file.rows(name, data)
    return refused.value.message


def decomposed(text):
    """As Windows-1258 writes it: the letter, then its tone."""
    import unicodedata

    found = []
    for char in text:
        try:
            char.encode("cp1258")
            found.append(char)
        except UnicodeEncodeError:
            letter, tone = (
                unicodedata.normalize("NFD", char)[:-1],
                unicodedata.normalize("NFD", char)[-1],
            )
            if len(letter) == 2 and letter[1] == "\u0323":  # below first, then the hat
                letter, tone = letter[0] + tone, letter[1]
            found.append(unicodedata.normalize("NFC", letter) + tone)
    return "".join(found)


@pytest.mark.parametrize(
    "data",
    [
        LIST.encode(),
        LIST.encode("utf-8-sig"),
        LIST.encode("utf-16"),
        LIST.replace(";", "\t").encode("utf-16"),
        decomposed(LIST).encode("cp1258"),
        LIST.replace("\r\n", "\r").encode(),
        LIST.replace("\r\n", "\n").encode(),
    ],
)
def test_a_list_is_read_however_excel_has_saved_it(data):
    assert table_file.rows("don-vi.csv", data) == TABLE


@pytest.mark.parametrize(
    "data",
    [
        "Mã,Tên\nXA,\u00a7oµn x· T©n Lîi, Th«n\n".encode("latin-1"),  # an old font's letters
        b"M\xf6\xdf,Name\nA,B\n",
        b"\xff\xfe\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        bytes(range(256)),
    ],
)
def test_letters_that_are_none_are_told_in_one_sentence(data):
    assert "lưu lại dạng CSV UTF-8" in refusal("don-vi.csv", data)


def test_a_cell_without_end_is_told():
    assert "dài quá" in refusal("a.csv", b'code,name\nA,"' + b"x" * 140_000)


def test_three_thousand_units_are_read_but_not_more_than_five_thousand_lines():
    lines = "\n".join(f"U{number},Chi đoàn {number}" for number in range(3000))
    assert len(table_file.rows("a.csv", f"code,name\n{lines}".encode())) == 3001
    assert "5000" in refusal("a.csv", f"code,name\n{lines}\n{lines}".encode())
    assert "10 MB" in refusal("a.csv", b"a" * 10_500_000)


def test_a_superior_merged_over_several_rows_counts_for_each():
    book = Workbook()
    for row in (["code", "name", "parent"], ["A", "A", "X"], ["B", "B"], ["C", "C"]):
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    found = table_file.rows("a.xlsx", saved(book))
    assert [row[2] for row in found] == ["parent", "X", "X", ""]


def test_a_formula_that_was_not_worked_out_is_no_name():
    book = Workbook()
    book.active.append(["code", "name"])
    book.active.append(["A", "=UPPER(A1)"])
    assert table_file.rows("a.xlsx", saved(book))[1] == ["A", "#N/A"]


def test_a_workbook_is_known_by_its_content():
    book = Workbook()
    book.active.append(["code", "name"])
    assert table_file.rows("don-vi.csv", saved(book)) == [["code", "name"]]
    assert ".xls cũ" in refusal("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    assert refusal("a.xls", b"\xd0\xcf\x11\xe0")
    assert refusal("a.xlsx", b"khong phai zip")
    assert ".csv" in refusal("danh-sach.doc", b"")


def test_a_zip_made_to_fill_the_memory_is_refused():
    bomb = BytesIO(saved(Workbook()))
    with ZipFile(bomb, "a", ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet2.xml", b"0" * 60_000_000)
    assert "bất thường" in refusal("a.xlsx", bomb.getvalue())


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_what_the_preview_hands_on_is_what_was_read(table):
    assert table_file.parse(table_file.write(table), ",") == table


@pytest.mark.parametrize("row", ["..,Đoàn xã A", "XA/B,Đoàn xã A", "XA,#REF!", "XA,Á\nxa,B"])
def test_one_wrong_line_and_nothing_is_stored(runner, db, tmp_path, row):
    (tmp_path / "a.csv").write_text(f"code,name\nTOT,Tốt\n{row}\n", encoding="utf-8")
    result = runner.invoke(args=["unit", "import", str(tmp_path / "a.csv")])
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "Chưa nhập gì. Dòng" in result.stderr
    assert queries.units(db) == []
