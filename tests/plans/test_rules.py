from app.plans.rules import Identity, Piece, compare, same_paper


def pieces(*texts: str, start: int = 1) -> list[Piece]:
    return [Piece(i, f"II.{i}", "item", "-", text) for i, text in enumerate(texts, start)]


def kinds(old, new):
    return [
        (d.kind, d.old.id if d.old else None, d.new.id if d.new else None)
        for d in compare(old, new)
    ]


def test_the_same_wording_is_the_same_item_wherever_it_stands():
    old, new = pieces("Trồng cây", "Hội thi"), pieces("Hội thi", "Trồng cây", start=11)
    assert kinds(old, new) == [("same", 2, 11), ("same", 1, 12)]


def test_spacing_case_tone_place_make_no_difference():
    assert kinds(pieces("Hoà giải  cơ sở."), pieces("hòa giải cơ sở", start=11)) == [
        ("same", 1, 11)
    ]


def test_a_reworded_item_is_offered_as_the_same():
    old = pieces("Trồng mới 500 cây xanh tại các tuyến đường nông thôn")
    new = pieces("Trồng mới 600 cây xanh tại các tuyến đường nông thôn", start=11)
    assert kinds(old, new) == [("reworded", 1, 11)]


def test_new_items_are_new_and_missing_ones_are_gone():
    old, new = pieces("Trồng cây"), pieces("Tổ chức hội thi lịch sử", start=11)
    assert kinds(old, new) == [("new", None, 11), ("gone", 1, None)]


def test_each_old_item_is_matched_once():
    old = pieces("Dọn vệ sinh môi trường")
    new = pieces("Dọn vệ sinh môi trường", "Dọn vệ sinh môi trường", start=11)
    assert [kind for kind, _, _ in kinds(old, new)] == ["same", "new"]


def test_papers_with_numbers_are_told_by_them():
    assert same_paper(Identity("12", "KH/ĐTN", "A"), Identity("12", "KH/ĐTN", "B"))
    assert not same_paper(Identity("12", "KH/ĐTN", "A"), Identity("13", "KH/ĐTN", "A"))


def test_drafts_are_told_by_title_and_another_years_is_another():
    assert same_paper(
        Identity(None, None, "Tháng Thanh niên 2020"), Identity("1", "KH", "Tháng thanh niên 2020")
    )
    assert not same_paper(
        Identity(None, None, "Tháng Thanh niên 2020"), Identity(None, None, "Tháng Thanh niên 2021")
    )
    assert not same_paper(Identity(None, None, None), Identity(None, None, None))
