"""Quotas, faults, the log, the clock, the hook: trouble on demand."""

import time
from typing import Any

import pytest
import requests

from sync.emulator.messages import Request
from sync.emulator.server import Emulator, Tab
from tests.sync.emulator.conftest import Api

CONTROL = "/_emulator"


@pytest.fixture
def sheet(emulator: Emulator) -> str:
    emulator.seed("b", "b", [Tab("T", [["x"]])])
    return "b"


def fault(api: Api, do: str, match: str = ".", times: int = 1) -> None:
    api.call("POST", f"{CONTROL}/faults", [{"match": match, "times": times, "do": do}])


def test_a_user_over_quota_gets_the_recorded_429_and_others_do_not(
    emulator: Emulator, sheet: str
) -> None:
    emulator.set_options({"clock": "virtual", "reads_per_minute": 2})
    one, two = Api(emulator.origin, "one"), Api(emulator.origin, "two")
    one.get(sheet)
    one.get(sheet)
    refused = one.get(sheet, status=429)["error"]
    assert refused["status"] == "RESOURCE_EXHAUSTED"
    assert refused["message"].startswith(
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per "
        "user' of service 'sheets.googleapis.com' for consumer 'project_number:"
    )
    details, more = refused["details"]
    assert more["links"][0]["description"] == "Request a higher quota limit."
    assert details["reason"] == "RATE_LIMIT_EXCEEDED"
    assert details["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    assert details["metadata"]["quota_limit_value"] == "2"
    two.get(sheet)
    one.write(sheet, "A1", [["writes count apart"]])
    emulator.clock.advance(60)
    one.get(sheet)


def test_the_project_has_a_quota_of_its_own(emulator: Emulator, sheet: str) -> None:
    emulator.set_options({"project_writes_per_minute": 1})
    Api(emulator.origin, "one").write(sheet, "A1", [[1]])
    refused = Api(emulator.origin, "two").write(sheet, "A1", [[2]], status=429)
    assert "per minute'" in refused["error"]["message"]


def test_a_write_over_quota_is_not_applied(emulator: Emulator, api: Api, sheet: str) -> None:
    emulator.set_options({"writes_per_minute": 0})
    api.write(sheet, "A1", [["y"]], status=429)
    assert api.read(sheet, "A1") == [["x"]]


@pytest.mark.parametrize("do", ["429", "403", "404", "500", "503"])
def test_a_refusal_on_demand_applies_nothing(api: Api, sheet: str, do: str) -> None:
    fault(api, do, match="^PUT ")
    refused = api.write(sheet, "A1", [["y"]], status=int(do))
    assert refused["error"]["code"] == int(do)
    assert api.read(sheet, "A1") == [["x"]]
    api.write(sheet, "A1", [["once only"]])


def test_a_refusal_of_drive_has_drives_shape(api: Api) -> None:
    fault(api, "429")
    refused = api.call("GET", "/drive/v3/files", status=429)
    assert refused["error"]["errors"][0]["reason"] == "userRateLimitExceeded"


def test_a_bad_gateway_answers_html(api: Api, sheet: str) -> None:
    fault(api, "502html")
    page: bytes = api.call("GET", f"/v4/spreadsheets/{sheet}", status=502)
    assert b"502" in page


def test_drop_before_closes_the_connection_and_applies_nothing(api: Api, sheet: str) -> None:
    fault(api, "drop_before", match="PUT")
    with pytest.raises(requests.ConnectionError):
        api.write(sheet, "A1", [["y"]])
    assert api.read(sheet, "A1") == [["x"]]


def test_drop_after_applies_and_then_closes_the_connection(api: Api, sheet: str) -> None:
    fault(api, "drop_after", match="PUT")
    with pytest.raises(requests.ConnectionError):
        api.write(sheet, "A1", [["y"]])
    assert api.read(sheet, "A1") == [["y"]]


def test_500_after_applies_and_then_says_it_failed(api: Api, sheet: str) -> None:
    fault(api, "500_after", match="batchUpdate")
    api.batch(sheet, {"addSheet": {"properties": {"title": "Mới"}}}, status=500)
    assert len(api.get(sheet)["sheets"]) == 2


def test_a_delayed_answer_comes_late_and_whole(api: Api, sheet: str) -> None:
    fault(api, "delay:0.3")
    started = time.monotonic()
    api.write(sheet, "A1", [["y"]])
    assert time.monotonic() - started >= 0.3
    assert api.read(sheet, "A1") == [["y"]]


def test_a_fault_may_be_matched_by_the_decoded_path(api: Api, sheet: str) -> None:
    fault(api, "500", match="^GET /v4/spreadsheets/b/values/'T'!A1$")
    path = f"/v4/spreadsheets/{sheet}/values/%27T%27%21A1"
    api.call("GET", path, status=500)
    api.call("GET", path)


def test_the_clock_stands_at_a_moment_and_is_advanced(api: Api, emulator: Emulator) -> None:
    api.call("POST", f"{CONTROL}/options", {"clock": "2026-03-26T06:00:00+07:00"})
    assert emulator.clock.now().isoformat() == "2026-03-26T06:00:00+07:00"
    answer = api.call("POST", f"{CONTROL}/clock", {"advance": 90})
    assert answer == {"now": "2026-03-26T06:01:30+07:00"}
    api.call("POST", f"{CONTROL}/options", {"clock": "noon"}, status=400)
    api.call("POST", f"{CONTROL}/options", {"clock": "real"})
    assert emulator.clock.frozen is None


def test_an_unknown_fault_or_option_is_refused(api: Api) -> None:
    api.call("POST", f"{CONTROL}/faults", [{"match": ".", "do": "explode"}], status=400)
    api.call("POST", f"{CONTROL}/options", {"colour": "red"}, status=400)
    api.call("POST", f"{CONTROL}/options", {"lookup_no_match": "maybe"}, status=400)


def test_the_log_names_each_request(api: Api, sheet: str, emulator: Emulator) -> None:
    Api(emulator.origin, "kim").get(sheet)
    fault(api, "drop_before", match="A9")
    with pytest.raises(requests.ConnectionError):
        api.read(sheet, "A9")
    log = api.call("GET", f"{CONTROL}/requests")
    seen = [(e["method"], e["path"], e["user"], e["status"]) for e in log]
    assert seen == [
        ("GET", "/v4/spreadsheets/b", "kim", 200),
        ("GET", "/v4/spreadsheets/b/values/A9", "anonymous", 0),
    ]
    assert all("time" in entry for entry in log)


def test_reset_forgets_everything(api: Api, sheet: str) -> None:
    api.call("POST", f"{CONTROL}/options", {"sharing": True})
    fault(api, "500", times=9)
    api.call("POST", f"{CONTROL}/reset")
    api.get(sheet, status=404)
    assert api.call("GET", "/drive/v3/files")["files"] == []
    assert not api.call("GET", f"{CONTROL}/options")["sharing"]


def test_a_person_can_act_between_any_two_requests(
    api: Api, sheet: str, emulator: Emulator
) -> None:
    person, seen = Api(emulator.origin, "nguoi"), []

    def act(request: Request) -> None:
        seen.append(request.path)
        person.write(sheet, "A1", [["của người"]])

    emulator.before_request = act
    assert api.read(sheet, "A1") == [["của người"]]
    assert len(seen) == 1, "what the hook sends does not call the hook"


def test_a_spreadsheet_can_be_seeded_over_http(api: Api) -> None:
    tab = {"title": "T", "rows": [["x", 1]], "hidden_rows": [0], "size": [5, 5]}
    body: dict[str, Any] = {"id": "moi", "title": "Mới", "tabs": [tab], "locale": "vi_VN"}
    api.call("POST", f"{CONTROL}/spreadsheets", body)
    assert api.read("moi", "T") == [["x", 1]]
    assert api.get("moi", fields="properties.locale") == {"properties": {"locale": "vi_VN"}}


def test_what_is_not_built_says_so(emulator: Emulator) -> None:
    answer = requests.get(f"{emulator.origin}/v4/nothing", timeout=20)
    assert answer.status_code == 501
    assert "GET /v4/nothing" in answer.json()["error"]["message"]
    emulator.exchanges.clear()


def test_the_front_page_answers(emulator: Emulator) -> None:
    assert requests.get(emulator.origin + "/", timeout=20).status_code == 200
