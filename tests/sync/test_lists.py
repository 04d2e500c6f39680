"""A unit's drop-down lists: only words they offer are written, whatever Google enforces."""

from typing import Any

import pytest

from sync.emulator.server import choices
from sync.reports import run_json
from tests.sync.world import SHEET, Tab, World, plain_rows

WORDS = ("Chưa làm", "Đang thực hiện", "Hoàn thành")
LISTED = Tab("Danh mục", [["Các mức"], *([word] for word in WORDS)], sheet_id=7)


def in_range(reference: str) -> dict[str, Any]:
    condition = {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": reference}]}
    return {"condition": condition, "showCustomUi": True, "strict": True}


RULES = [
    pytest.param(choices(*WORDS), id="words"),
    pytest.param(in_range("='Danh mục'!$A$2:$A$4"), id="a range of another tab"),
    pytest.param(in_range("='Danh mục'!A2:A"), id="a column"),
    pytest.param(in_range("=$J$1:$L$1"), id="a range of the same tab"),
]


@pytest.mark.parametrize("enforced", [True, False])
@pytest.mark.parametrize("rule", RULES)
def test_a_state_is_written_in_a_word_of_the_list(
    world: World, rule: dict[str, Any], enforced: bool
) -> None:
    rows = plain_rows()
    rows[0] += [None] * 8 + list(WORDS)
    tab = Tab("Trang tính1", rows, validations={"D4:D9": rule})
    world.emulator.seed(SHEET, "Đoàn xã Một", [tab, LISTED])
    world.emulator.set_options({"strict_validation": enforced})
    world.link(sheet_id=0)
    world.office("II.1.1", "state", "done")
    world.office("II.1.2", "result", "120 cây")
    report = run_json(world.engine().run())
    assert report["failed"] == 0
    assert (world.cell(4, 4), world.cell(5, 5)) == ("Hoàn thành", "120 cây")


@pytest.mark.parametrize("enforced", [True, False])
@pytest.mark.parametrize("reference", ["='Danh mục'!$A$2:$A$4", "=$J$1:$L$1"])
def test_a_word_that_the_list_does_not_offer_is_asked_about_and_keeps_nothing_else_waiting(
    world: World, reference: str, enforced: bool
) -> None:
    rows = plain_rows()
    rows[0] += [None] * 8 + list(WORDS)
    tab = Tab("Trang tính1", rows, validations={"F4:F9": in_range(reference)})
    world.emulator.seed(SHEET, "Đoàn xã Một", [tab, LISTED])
    world.emulator.set_options({"strict_validation": enforced})
    world.link(sheet_id=0)
    world.office("II.1.1", "note", "gấp")
    world.office("II.1.2", "result", "120 cây")
    world.engine().run()
    assert (world.cell(4, 6), world.cell(5, 5)) == ("", "120 cây")
    assert any("Danh sách chọn" in one.text for one in world.engine().questions())


def test_a_list_set_in_the_last_second_is_told_in_words_and_stops_nothing_else(
    world: World,
) -> None:
    world.emulator.set_options({"strict_validation": True})
    world.link()
    world.office("II.1.1", "note", "gấp")
    world.office("II.1.2", "result", "120 cây")
    area = {"sheetId": 0, "startRowIndex": 3, "startColumnIndex": 5, "endColumnIndex": 6}

    def act(request: Any) -> None:
        if ":batchUpdate" in request.path:
            world.emulator.before_request = None
            world.batch({"setDataValidation": {"range": area, "rule": choices(*WORDS)}})

    world.emulator.before_request = act
    report = run_json(world.engine().run())
    assert "quy tắc kiểm tra dữ liệu" in report["units"][0]["message"]
    world.engine().run()
    assert (world.cell(4, 6), world.cell(5, 5)) == ("", "120 cây")
