"""A work that a sheet says is dropped comes with the reason the sheet gives."""

import pytest

from sync.core.dropped import reason, tail


@pytest.mark.parametrize(
    ("words", "beside", "told"),
    [
        ("Không thực hiện", ["do dịch"], "do dịch"),
        ("Đã hủy", [None, None], "Đã hủy"),
        ("Bị hủy vì mưa bão", ["đã báo cáo"], "Bị hủy vì mưa bão"),
        ("Không tổ chức được", [None, "thiếu kinh phí"], "thiếu kinh phí"),
        ("Không thuộc đối tượng", ["chi đoàn quân sự"], None),
        ("Không TH", ["không thuộc đối tượng"], None),
        ("N/A", [None], None),
    ],
)
def test_the_words_of_the_row_give_it_unless_the_work_does_not_concern_the_unit(
    words: str, beside: list[str | None], told: str | None
) -> None:
    assert reason(words, beside) == told


def test_a_wording_may_say_it_at_its_end() -> None:
    assert tail("Hội thao (đã hủy do dịch)") == "đã hủy do dịch"
    assert tail("Hội thao – đã hủy") == "đã hủy"
    assert tail("Hội thao") == ""
