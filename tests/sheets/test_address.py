import pytest

from app.sheets.address import Address, address, addresses
from sync.core.refusal import Refused

ID = "1AbC_dEfGhIjKlMnOpQrStUvWxYz0123456789-abcde"


@pytest.mark.parametrize(
    "text",
    [
        f"https://docs.google.com/spreadsheets/d/{ID}/edit#gid=0",
        f"https://docs.google.com/spreadsheets/d/{ID}/edit?gid=0#gid=0",
        f"https://docs.google.com/spreadsheets/d/{ID}/edit?usp=sharing",
        f"https://docs.google.com/spreadsheets/u/1/d/{ID}/htmlview",
        f"https://docs.google.com/a/doan.vn/spreadsheets/d/{ID}",
        f"https://drive.google.com/open?id={ID}&usp=drive_copy",
        f"https://drive.google.com/file/d/{ID}/view?usp=drivesdk",
        f"https://spreadsheets.google.com/ccc?key={ID}",
        f"https://www.google.com/url?q=https%3A%2F%2Fdocs.google.com%2Fspreadsheets%2Fd%2F{ID}%2Fedit",
        f"http://127.0.0.1:5001/spreadsheets/d/{ID}/edit",
        f"Gửi anh bảng của xã em ạ: https://docs.google.com/spreadsheets/d/{ID}/edit, em cảm ơn!",
        f"Bảng theo dõi (docs.google.com/spreadsheets/d/{ID}) nhé",
        ID,
        f"  {ID}\n",
        f"mã bảng {ID}",
    ],
)
def test_every_form_of_an_address_is_understood(text):
    assert address(text).spreadsheet_id == ID


def test_the_tab_that_a_link_opens_is_kept():
    assert address(f"https://docs.google.com/spreadsheets/d/{ID}/edit#gid=77") == Address(ID, 77)


def test_a_short_id_alone_is_an_id():
    assert address("bang-01").spreadsheet_id == "bang-01"


def test_a_sentence_without_an_address_is_refused():
    with pytest.raises(Refused, match="Không thấy địa chỉ"):
        address("Bảng của em ở trong nhóm Zalo ạ")


def test_a_published_copy_is_refused_with_what_to_do():
    with pytest.raises(Refused, match="công bố"):
        address("https://docs.google.com/spreadsheets/d/e/2PACX-1vAbcdef/pubhtml")


def test_two_addresses_are_refused_where_one_is_meant():
    other = ID.replace("a", "b")
    with pytest.raises(Refused, match="nhiều địa chỉ"):
        address(f"/spreadsheets/d/{ID}/edit hoặc /spreadsheets/d/{other}/edit")


def test_a_list_of_addresses_keeps_its_order_and_drops_repeats():
    lines = "/spreadsheets/d/hai/edit#gid=2\n/spreadsheets/d/mot/edit\n/spreadsheets/d/hai/edit"
    assert addresses(lines) == [Address("hai", 2), Address("mot")]


def test_the_tabs_of_one_spreadsheet_are_addresses_of_their_own():
    lines = "/spreadsheets/d/bang/edit#gid=1 /spreadsheets/d/bang/edit#gid=2"
    assert addresses(lines) == [Address("bang", 1), Address("bang", 2)]
