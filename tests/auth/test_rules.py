from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.utils import redirect

from app.auth import rules

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def tries(*seconds_ago: int) -> list[datetime]:
    return [NOON - timedelta(seconds=ago) for ago in seconds_ago]


@pytest.mark.parametrize("address", ["/", "/plans/1", "/units/?words=xã", "/a//b"])
def test_next_may_lead_within_the_site(address):
    assert rules.safe_next(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "plans",
        "//evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "/x\r\nSet-Cookie: a=b",
    ],
)
def test_next_leads_nowhere_else(address):
    assert rules.safe_next(address) is None


@given(st.text(alphabet="/\\:.a \t\n\r@?#", max_size=12))
def test_whatever_next_says_the_browser_stays_on_the_site(address):
    safe = rules.safe_next(address)
    if safe is not None:
        location = redirect(safe).headers["Location"]
        assert location.startswith("/")
        assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("fetch_site", "origin", "accepted"),
    [
        ("same-origin", None, True),
        ("same-origin", "http://so-viec.lan:5000", True),
        ("same-site", "http://so-viec.lan:5000", False),
        ("cross-site", "http://so-viec.lan:5000", False),
        ("none", None, False),
        (None, "http://so-viec.lan:5000", True),
        (None, "http://so-viec.lan", False),
        (None, "https://evil.example", False),
        (None, "null", False),
        (None, "", False),
        (None, "http://", False),
        (None, "http://[", False),
        (None, "so-viec.lan:5000", False),
        (None, "http://so-viec.lan:5000@evil.example", False),
        (None, "http://evil.example#so-viec.lan:5000", False),
        (None, None, False),
    ],
)
def test_a_change_comes_from_the_site_itself(fetch_site, origin, accepted):
    assert rules.same_origin(fetch_site, origin, {"so-viec.lan:5000"}) is accepted


def test_a_request_without_a_host_comes_from_nowhere():
    assert not rules.same_origin(None, "http://", {""})


def test_the_first_tries_need_no_waiting():
    assert rules.wait(tries(3, 2, 1), NOON, free=5) == 0


def test_waiting_doubles_with_each_further_try():
    waits = [rules.wait(tries(*range(1, n + 1)), NOON, free=5) for n in range(5, 9)]
    assert waits == [29, 59, 119, 239]


def test_nobody_waits_longer_than_the_window():
    assert rules.wait(tries(*range(60)), NOON, free=5) == 900


def test_after_the_wait_one_more_try_is_allowed():
    assert rules.wait(tries(35, 34, 33, 32, 31), NOON, free=5) == 0


def test_tries_older_than_the_window_are_forgotten():
    assert rules.wait(tries(*[901] * 40), NOON, free=5) == 0


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("ngắn quá", "short"),
        ("x" * 129, "long"),
        ("123456789012", "common"),
        ("aaaaaaaaaaaa", "common"),
        ("matkhau12345", "common"),
        ("passwordpassword", "common"),
        ("Admin2026!!!!", "common"),
        ("lan.nguyen-2026", "common"),
        ("qwertyuiop123", "common"),
        ("cây đa bến nước sân đình", None),
        ("ba-con-meo-den-7", None),
    ],
)
def test_a_password_is_long_enough_or_it_is_told_why_not(password, why):
    assert rules.weakness(password, "lan.nguyen") == why
