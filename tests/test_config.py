from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.config import Config
from app.schedule import Weekly, parse
from sync.core.refusal import Refused

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")


def utc(*when):
    return datetime(*when, tzinfo=UTC)


def test_without_an_environment_everything_has_a_default():
    assert Config.from_env({}) == Config()
    assert Config().database == Path("instance/soviec.db")


def test_an_empty_value_counts_as_unset():
    assert Config.from_env({"SECRET_KEY": " ", "SYNC_AT": ""}) == Config()


def test_values_are_read():
    config = Config.from_env(
        {
            "SECRET_KEY": "s",
            "DATABASE": "/srv/a.db",
            "SHEETS_ORIGIN": "http://127.0.0.1:5001/",
            "SHEETS_READS_PER_MINUTE": "10",
            "SYNC_AT": "fri 17:30",
            "BACKUP_DIR": "/srv/copies",
            "LANGUAGE": "vi_VN:en",
            "PUBLIC_URL": "https://so-viec.example.vn/",
        }
    )
    assert config.database == Path("/srv/a.db")
    assert config.sheets_origin == "http://127.0.0.1:5001"
    assert config.reads_per_minute == 10
    assert (config.sync_at.day, config.sync_at.at.hour, config.sync_at.at.minute) == (4, 17, 30)
    assert config.language == "vi"
    assert config.public_url == "https://so-viec.example.vn"


@pytest.mark.parametrize(
    "env",
    [
        {"SHEETS_READS_PER_MINUTE": "nhiều"},
        {"SHEETS_WRITES_PER_MINUTE": "0"},
        {"SHEETS_WRITES_PER_MINUTE": "²"},
        {"SHEETS_ORIGIN": "127.0.0.1:5001"},
        {"SHEETS_ORIGIN": "http://["},
        {"GOOGLE_CREDENTIALS": '{"type": "service_account"}'},
        {"TIMEZONE": "Asia/Sài_Gòn"},
        {"SYNC_AT": "thứ hai"},
        {"SYNC_AT": "Mon 25:00"},
        {"SYNC_AT": "Mon"},
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(env):
    with pytest.raises(Refused, match=next(iter(env))):
        Config.from_env(env)


def test_the_job_is_due_at_its_hour_in_the_offices_zone():
    monday = parse("Mon 06:00", SAIGON)
    assert monday.last_before(utc(2026, 11, 22, 22, 59)) == utc(2026, 11, 15, 23)
    assert monday.last_before(utc(2026, 11, 22, 23, 0)) == utc(2026, 11, 22, 23)


def test_a_week_the_machine_was_off_is_caught_up_once():
    monday = parse("Mon 06:00", SAIGON)
    done = utc(2026, 10, 25, 23, 1)
    back = utc(2026, 11, 20, 3, 0)
    assert monday.is_due(done, back)
    assert not monday.is_due(back, utc(2026, 11, 20, 3, 5))


FIRST, LAST = datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2040-01-01")


@given(
    st.integers(0, 6),
    st.times(),
    st.datetimes(FIRST, LAST).map(lambda naive: naive.replace(tzinfo=UTC)),
    st.sampled_from([SAIGON, ZoneInfo("Europe/Paris")]),
)
def test_the_last_due_time_is_within_the_last_week(day, at, moment, zone):
    due = Weekly(day, at.replace(fold=0), zone).last_before(moment)
    assert due.weekday() == day
    assert due <= moment
    assert (moment - due.astimezone(UTC)).total_seconds() <= 7 * 86400 + 3600


@pytest.mark.parametrize(
    "address",
    [
        "so-viec.example.vn",
        "ftp://a.example",
        "https://a.example/so-viec",
        "https://",
        "http://[",
        "http://a:99999",
        "http://a:x",
        "https://a@b.example",
        "http://a\\b",
    ],
)
def test_an_address_that_pages_cannot_be_reached_under_is_refused(address):
    with pytest.raises(Refused, match="PUBLIC_URL"):
        Config.from_env({"PUBLIC_URL": address})


def test_the_addresses_people_use_are_taken():
    for address in ("http://192.168.1.10:5000", "https://so-viec.example.vn", "http://[::1]:80"):
        assert Config.from_env({"PUBLIC_URL": f"{address}/"}).public_url == address
