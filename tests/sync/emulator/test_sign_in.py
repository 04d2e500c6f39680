"""Tokens, refusals of tokens, and who may open what."""

from typing import Any

import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2.credentials import Credentials
from google.oauth2.service_account import Credentials as ServiceAccount

from sync.emulator.server import Emulator, Tab
from tests.sync.emulator.conftest import Api

ROBOT = "dong-bo@viec.iam.gserviceaccount.com"
ANNA = "anna@example.org"
SCOPES = ["https://www.googleapis.com/auth/spreadsheets"]


@pytest.fixture
def key(emulator: Emulator) -> dict[str, Any]:
    """A key file made on the spot for the service account."""
    answer = requests.post(
        f"{emulator.origin}/_emulator/service-accounts", json={"email": ROBOT}, timeout=20
    )
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
def closed(emulator: Emulator) -> Emulator:
    """Sharing is on; `rieng` belongs to anna alone."""
    emulator.set_options({"sharing": True})
    emulator.seed("rieng", "Riêng", [Tab("T", [["x"]])], owner=ANNA)
    return emulator


def test_a_service_account_signs_in_reads_and_renews_a_revoked_token(
    emulator: Emulator, key: dict[str, Any]
) -> None:
    emulator.seed("b", "b", [Tab("T", [["x"]])])
    credentials = ServiceAccount.from_service_account_info(key, scopes=SCOPES)
    session = AuthorizedSession(credentials)
    address = f"{emulator.origin}/v4/spreadsheets/b/values/A1"
    assert session.get(address).status_code == 200
    requests.post(f"{emulator.origin}/_emulator/users/{credentials.token}/revoke", timeout=20)
    assert session.get(address).status_code == 200
    log = [(entry["path"], entry["status"]) for entry in emulator.log]
    assert [status for path, status in log if path.endswith("A1")] == [200, 401, 200]
    assert [status for path, status in log if path == "/token"] == [200, 200]
    session.close()


def test_an_expired_token_is_refused(emulator: Emulator, key: dict[str, Any]) -> None:
    emulator.set_options({"clock": "virtual"})
    credentials = ServiceAccount.from_service_account_info(key, scopes=SCOPES)
    credentials.refresh(Request())
    emulator.clock.advance(3601)
    refused = Api(emulator.origin, str(credentials.token)).get("x", status=401)
    assert refused["error"]["status"] == "UNAUTHENTICATED"


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_wrong_clock_is_an_invalid_grant(
    emulator: Emulator, key: dict[str, Any], hours: int
) -> None:
    emulator.set_options({"clock": "virtual"})
    emulator.clock.advance(hours * 3600)
    credentials = ServiceAccount.from_service_account_info(key, scopes=SCOPES)
    with pytest.raises(RefreshError, match="invalid_grant") as caught:
        credentials.refresh(Request())
    assert "reasonable timeframe" in str(caught.value)


def test_a_key_of_another_account_does_not_sign(emulator: Emulator, key: dict[str, Any]) -> None:
    requests.post(
        f"{emulator.origin}/_emulator/service-accounts", json={"email": ROBOT}, timeout=20
    )
    credentials = ServiceAccount.from_service_account_info(key, scopes=SCOPES)
    with pytest.raises(RefreshError, match="Invalid JWT Signature"):
        credentials.refresh(Request())


def test_an_account_without_a_key_made_here_is_believed(
    emulator: Emulator, key: dict[str, Any]
) -> None:
    emulator.accounts.public_keys.clear()
    ServiceAccount.from_service_account_info(key, scopes=SCOPES).refresh(Request())


def test_an_assertion_that_is_none_is_refused(emulator: Emulator) -> None:
    grant = "urn:ietf:params:oauth:grant-type:jwt-bearer"
    answer = requests.post(
        f"{emulator.origin}/token", data={"grant_type": grant, "assertion": "x"}, timeout=20
    )
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def user(emulator: Emulator, refresh_token: str = ANNA) -> Credentials:
    return Credentials(
        None,
        refresh_token=refresh_token,
        token_uri=f"{emulator.origin}/token",
        client_id="c",
        client_secret="s",
    )


def test_a_users_refresh_token_gives_that_users_access(closed: Emulator) -> None:
    credentials = user(closed)
    credentials.refresh(Request())
    assert Api(closed.origin, str(credentials.token)).read("rieng", "A1") == [["x"]]


def test_a_revoked_user_gets_no_new_token_and_the_old_one_dies(closed: Emulator) -> None:
    credentials = user(closed)
    credentials.refresh(Request())
    requests.post(f"{closed.origin}/_emulator/users/{ANNA}/revoke", timeout=20)
    Api(closed.origin, str(credentials.token)).get("rieng", status=401)
    with pytest.raises(RefreshError, match="expired or revoked"):
        credentials.refresh(Request())


def test_a_stranger_gets_403_from_sheets_and_404_from_drive(closed: Emulator) -> None:
    stranger = Api(closed.origin, "la@example.org")
    refused = stranger.get("rieng", status=403)
    assert refused["error"]["message"] == "The caller does not have permission"
    stranger.call("GET", "/drive/v3/files/rieng", status=404)
    stranger.get("khong-co", status=404)


def test_a_reader_reads_and_does_not_write(closed: Emulator) -> None:
    closed.share("rieng", "reader", "doc@example.org")
    reader = Api(closed.origin, "doc@example.org")
    assert reader.read("rieng", "A1") == [["x"]]
    reader.write("rieng", "A1", [["y"]], status=403)
    reader.batch("rieng", {"addSheet": {}}, status=403)
    forbidden = reader.call("PATCH", "/drive/v3/files/rieng", {"name": "y"}, status=403)
    assert forbidden["error"]["errors"][0]["reason"] == "insufficientFilePermissions"


def test_a_file_open_by_link_is_readable_but_not_listed(closed: Emulator) -> None:
    closed.share("rieng", "reader")
    stranger = Api(closed.origin, "la@example.org")
    assert stranger.read("rieng", "A1") == [["x"]]
    assert stranger.call("GET", "/drive/v3/files")["files"] == []
    owner = Api(closed.origin, ANNA)
    assert [f["id"] for f in owner.call("GET", "/drive/v3/files")["files"]] == ["rieng"]


def test_sharing_over_the_api_opens_the_file_at_once(closed: Emulator) -> None:
    other = Api(closed.origin, "ban@example.org")
    other.get("rieng", status=403)
    who = {"type": "user", "role": "writer", "emailAddress": "ban@example.org"}
    Api(closed.origin, ANNA).call("POST", "/drive/v3/files/rieng/permissions", who)
    other.write("rieng", "A1", [["y"]])


def test_nobody_is_asked_who_they_are_until_sharing_is_on(emulator: Emulator, api: Api) -> None:
    emulator.seed("b", "b", [Tab("T")], owner=ANNA)
    api.write("b", "A1", [["x"]])
    emulator.set_options({"sharing": True})
    api.get("b", status=403)


def test_a_foreign_id_is_forbidden_and_an_unknown_one_not_found(
    emulator: Emulator, api: Api
) -> None:
    emulator.set_options({"foreign_ids": ["cua-nguoi-khac"]})
    api.get("cua-nguoi-khac", status=403)
    api.get("khong-co", status=404)


def test_gspread_signs_in_with_the_key_file(emulator: Emulator, key: dict[str, Any]) -> None:
    class LocalClient(gspread.HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **more: Any) -> Any:
            path = endpoint.split("googleapis.com", 1)[1]
            return super().request(method, emulator.origin + path, *args, **more)

    emulator.seed("b", "Xã", [Tab("T", [["x"]])])
    client = gspread.service_account_from_dict(key, http_client=LocalClient)
    assert client.open_by_key("b").sheet1.acell("A1").value == "x"
    client.http_client.session.close()
