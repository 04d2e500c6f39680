from hypothesis import given
from hypothesis import strategies as st

from sync.core.text import brief


def test_a_quotation_ends_after_a_whole_word():
    text = "Tổ chức ít nhất ba buổi sinh hoạt chuyên đề về truyền thống và lịch sử địa phương"
    assert brief(text) == "Tổ chức ít nhất ba buổi sinh hoạt chuyên đề về truyền thống…"
    assert brief("Trồng cây,\nlàm cỏ") == "Trồng cây, làm cỏ"
    assert brief("x" * 70) == "x" * 59 + "…"


@given(st.text(), st.integers(2, 90))
def test_a_quotation_is_no_longer_than_told_and_shows_what_was_written(text, longest):
    words, quoted = " ".join(text.split()), brief(text, longest)
    assert len(quoted) <= longest
    assert quoted == words or (quoted[-1] == "…" and words.startswith(quoted[:-1]))
