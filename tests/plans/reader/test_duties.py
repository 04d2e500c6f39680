"""Times, duties, whom they concern."""

from datetime import date

import pytest

from app.plans.reader import concerns, deadline, read_lines, split_offer
from tests.plans.reader import papers


@pytest.mark.parametrize(
    ("text", "words", "due"),
    [
        ("Gửi báo cáo trước ngày 15/12.", "trước ngày 15/12", date(2026, 12, 15)),
        ("báo cáo trước ngày 15/10 hàng năm", "trước ngày 15/10 hàng năm", date(2026, 10, 15)),
        ("Chậm nhất ngày 05 tháng 10 năm 2027", None, date(2027, 10, 5)),
        ("hạn: 20/3/2026", "hạn: 20/3/2026", date(2026, 3, 20)),
        ("hoàn thành trong Quý IV", "Quý IV", date(2026, 12, 31)),
        ("thực hiện trong quý II năm 2025", "quý II năm 2025", date(2025, 6, 30)),
        ("Tổ chức vào tháng 7/2025", "tháng 7/2025", date(2025, 7, 31)),
        ("hoàn thành trước tháng 6", "trước tháng 6", date(2026, 5, 31)),
        ("ra quân trong tháng 6, 7", "trong tháng 6, 7", date(2026, 7, 31)),
        ("trong tháng 6, 7 đội hình ra quân", "trong tháng 6", date(2026, 6, 30)),
        ("Từ tháng 3 đến tháng 5/2027", None, date(2027, 5, 31)),
        ("từ tháng 11 đến hết tháng 2", None, date(2027, 2, 28)),
        ("trong quý II và quý III năm 2025", None, date(2025, 9, 30)),
        ("sơ kết 6 tháng đầu năm", "6 tháng đầu năm", date(2026, 6, 30)),
        ("Thời gian: từ ngày 15/01 - 24/01/2026", None, date(2026, 1, 24)),
        ("Thời gian: Từ 7h30 đến 11h00 ngày 17/3/2019", None, date(2019, 3, 17)),
        ("tổng kết vào cuối năm", "cuối năm", date(2026, 12, 31)),
        ("định kỳ hằng năm báo cáo kết quả", "định kỳ hằng năm", None),
        ("Định kỳ 6 tháng tổ chức đánh giá", "Định kỳ 6 tháng", None),
        ("trước ngày 31/02/2026", "trước ngày 31/02/2026", None),
    ],
)
def test_a_time_in_the_text_is_found_with_the_day_it_means(text, words, due):
    found = deadline(text, 2026)
    assert found.due == due
    assert words is None or found.text == words
    assert not found.continuous


def test_an_hour_is_kept():
    assert deadline("nộp trước 16h00 ngày 20/3", 2026).hour == "16:00"
    assert deadline("chậm nhất 9 giờ 30 ngày 20/3", 2026).hour == "09:30"


def test_a_day_without_a_year_needs_one_from_the_plan():
    assert deadline("trước ngày 15/12", None).due is None
    assert deadline("trước ngày 15/12", None).text == "trước ngày 15/12"


@pytest.mark.parametrize(
    "text", ["Thường xuyên kiểm tra", "sinh hoạt hằng tháng", "vận động liên tục"]
)
def test_work_without_an_end_is_continuous(text):
    assert deadline(text, 2026).continuous
    assert deadline(text, 2026).due is None


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Kế hoạch số 15-KH/HU ngày 20/4/2020 của Huyện ủy",
        "Chào mừng kỷ niệm 95 năm ngày thành lập Đoàn (26/3/1931 - 26/3/2026)",
        "kinh phí chi thường xuyên",
        "Nâng cao chất lượng sinh hoạt",
    ],
)
def test_a_date_that_sets_no_time_is_none(text):
    assert deadline(text, 2026) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "BCH cơ sở cần xây dựng kế hoạch riêng. Tổ chức thực hiện và định kỳ hằng năm báo cáo.",
            [
                "BCH cơ sở cần xây dựng kế hoạch riêng.",
                "Tổ chức thực hiện",
                "Định kỳ hằng năm báo cáo.",
            ],
        ),
        (
            "Rà soát đoàn viên; báo cáo kết quả về Đoàn xã. Số liệu tính đến ngày báo cáo.",
            [
                "Rà soát đoàn viên",
                "Báo cáo kết quả về Đoàn xã. Số liệu tính đến ngày báo cáo.",
            ],
        ),
        ("Tuyên truyền, vận động đoàn viên tham gia các hoạt động.", []),
        ("Đây là dịp tốt. Nhân dân hưởng ứng.", []),
        ("", []),
    ],
)
def test_duties_in_one_paragraph_are_offered_apart(text, parts):
    assert split_offer(text) == parts


def whom(text: str) -> dict[str, str]:
    told = concerns(read_lines(text.splitlines()))
    return {k: "+".join(side for side in ("units", "office") if v[side]) for k, v in told.items()}


def test_aims_make_no_entries_and_content_goes_to_the_units():
    assert whom(papers.DECIMALS) == {
        "2.2.1.2.1.1.1": "units",
        "2.2.1.2.1.2.1": "units",
        "2.2.2.1.1": "units",
        "2.2.2.2.1": "units",
        "3.3.1.1": "office",
        "3.3.2.1": "units",
    }


def test_content_that_names_both_levels_is_the_offices_too():
    assert whom(papers.PARTS)["2.A.I.2"] == "units+office"


def test_the_issuer_named_short_is_the_office():
    assert whom(papers.STEPS)["III.1.1"] == "office"
    assert whom(papers.STEPS)["III.2.1"] == "units"


def test_a_duty_without_a_group_is_told_by_its_opening_words():
    assert whom(papers.PARTY)["III.1"] == "office"
    assert whom(papers.PARTY)["III.2"] == "units"
    assert whom(papers.JOINT)["II.1"] == "office"


def test_an_article_with_nothing_below_it_is_an_entry():
    assert set(whom(papers.DECISION)) == {"1", "2.1.a", "2.1.b", "2.2.a", "2.2.b", "3"}
