"""Numbers, places and days in a letterhead, and sentences that only look like one."""

import pytest

from app.plans.reader import read_lines

ISSUER = ["UBND HUYỆN SÔNG LAM", "PHÒNG NỘI VỤ"]
MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
REST = ["KẾ HOẠCH", "Công tác quý I", "I. NỘI DUNG", "1. Trồng cây.", "2. Dọn vệ sinh."]


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("Sông Lam, 12/3/2026", "Sông Lam", "2026-03-12"),
        ("Sông Lam, 12 tháng 3 năm 2026", "Sông Lam", "2026-03-12"),
        ("Sông Lam; ngày 12.3.2026", "Sông Lam", "2026-03-12"),
        ("SÔNG LAM, NGÀY 12 THÁNG 3 NĂM 2026", "SÔNG LAM", "2026-03-12"),
        ("Thủ Dầu Mẫu, ngày 12 tháng 3 năm 2026", "Thủ Dầu Mẫu", "2026-03-12"),
        ("Thị trấn Sông Lam, ngày 12/3/2026", "Thị trấn Sông Lam", "2026-03-12"),
        ("Sông Lam ngày 12 tháng 3 năm 2026", "Sông Lam", "2026-03-12"),
        ("Sông Lam, tháng 3 năm 2026", "Sông Lam", "None"),
        ("………, ngày … tháng … năm 2026", None, "None"),
    ],
)
def test_a_place_and_a_day_are_read_in_all_their_spellings(line, place, day):
    plan = read_lines([*ISSUER, "Số: 47/KH-NV", *MOTTO, line, *REST])
    assert (plan.place, str(plan.date)) == (place, day)
    assert plan.issuing_body == "PHÒNG NỘI VỤ"
    assert plan.unplaced == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Các chi đoàn báo cáo trước ngày 20/3/2026.",
        "Trước ngày 20/3/2026.",
        "Thời gian: ngày 20/3/2026",
        "Thứ Bảy, ngày 20 tháng 3 năm 2026",
    ],
)
def test_a_short_sentence_that_ends_in_a_day_is_no_line_of_the_foot(sentence):
    plan = read_lines(
        [*REST, "II. THỜI GIAN", sentence, "TM. BAN CHẤP HÀNH", "BÍ THƯ", "Lò Văn Mẫu"]
    )
    assert [node.text for node in plan.sections[1].children] == [sentence]
    assert (plan.place, plan.date) == (None, None)


@pytest.mark.parametrize(
    "head",
    [
        [
            "UBND HUYỆN SÔNG LAM              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "PHÒNG NỘI VỤ                         Độc lập - Tự do - Hạnh phúc",
            "      47                                                 12",
            "Số:         /KH-NV               Sông Lam, ngày      tháng 3 năm 2026",
        ],
        [*ISSUER, "47", "Số:     /KH-NV", *MOTTO, "12", "Sông Lam, ngày    tháng 3 năm 2026"],
        [*ISSUER, "Số:……/KH-NV", "47", *MOTTO, "Sông Lam, ngày … tháng 3 năm 2026", "12"],
    ],
)
def test_a_number_and_a_day_stamped_beside_the_room_left_for_them_fill_it(head):
    plan = read_lines([*head, *REST])
    assert (plan.number, plan.symbol, plan.place) == ("47", "KH-NV", "Sông Lam")
    assert str(plan.date) == "2026-03-12"
    assert (plan.issuing_parent, plan.issuing_body) == tuple(ISSUER)
