import json
import logging

import pytest

from app.logs import JsonLines


def line(app, **extra):
    record = logging.makeLogRecord({"name": "sync", "msg": "round of %s", "args": (3,), **extra})
    return json.loads(JsonLines().format(record))


def test_a_line_names_the_run_it_belongs_to(app):
    told = line(app, run=7, levelname="INFO")
    assert (told["run"], told["message"], told["level"]) == (7, "round of 3", "INFO")
    assert told["at"].endswith("Z")
    assert "request" not in told


def test_within_a_request_a_line_names_it(app):
    with app.test_request_context():
        app.preprocess_request()
        assert line(app)["request"]


def test_vietnamese_stays_readable(app):
    record = logging.makeLogRecord({"msg": "xã Đồng Xuân"})
    assert "Đồng Xuân" in JsonLines().format(record)


def test_an_error_comes_with_where_it_happened():
    try:
        raise KeyError("plan")
    except KeyError as error:
        record = logging.makeLogRecord({"msg": "failed"})
        record.exc_info = (type(error), error, error.__traceback__)
    assert "KeyError: 'plan'" in json.loads(JsonLines().format(record))["error"]


@pytest.mark.parametrize("name", ["password", "fresh"])
def test_what_a_person_types_is_not_logged(client, caplog, name):
    caplog.set_level(logging.DEBUG)
    client.post("/sign-in", data={"name": "lan", name: "bí mật của lan"})
    assert "bí mật" not in caplog.text
