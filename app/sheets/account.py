"""The office's account at Google: whose it is, the client that speaks as it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from google.auth.credentials import AnonymousCredentials, Credentials
from google.oauth2.credentials import Credentials as UserCredentials
from google.oauth2.service_account import Credentials as ServiceCredentials
from google_auth_oauthlib.flow import InstalledAppFlow

from app.config import Config
from sync.client import SyncHTTPClient
from sync.core.refusal import Refused
from sync.pace import Pace, buckets_in_file

SCOPES = (
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive",
)
KEY_FILE = "google-key.json"


@dataclass(frozen=True, slots=True)
class Account:
    """`kind`: service, user, anonymous (a local server without a key) or none."""

    kind: str
    path: Path | None = None
    email: str = ""


def key_path(config: Config) -> Path | None:
    """The key chosen last by `flask google use`, else the one GOOGLE_CREDENTIALS names."""
    chosen = config.database.parent / KEY_FILE
    return chosen if chosen.exists() else config.google_credentials


def account(config: Config) -> Account:
    """Whose account the sync speaks as; Refused where its key file cannot be read."""
    path = key_path(config)
    if path is None:
        return Account("anonymous" if config.sheets_origin else "none")
    info = read_key(path)
    if info["type"] == "service_account":
        return Account("service", path, info["client_email"])
    return Account("user", path, info.get("account", ""))


def read_key(path: Path) -> dict[str, Any]:
    """The content of a key file; Refused where it is missing or neither kind of key."""
    try:
        info = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(
            _("Không mở được tệp khóa %(path)s. Hãy kiểm tra lại đường dẫn.", path=path)
        ) from error
    except ValueError as error:
        raise Refused(_not_a_key(path)) from error
    needed = {
        "service_account": {"client_email", "private_key", "token_uri"},
        "authorized_user": {"client_id", "client_secret", "refresh_token"},
    }
    kind = info.get("type") if isinstance(info, dict) else None
    if kind not in needed or not needed[kind] <= info.keys():
        raise Refused(_not_a_key(path))
    return dict(info)


def _not_a_key(path: Path) -> str:
    message: str = _(
        "%(name)s không phải là tệp khóa của Google. Hãy tải lại tệp JSON của tài khoản dịch vụ.",
        name=path.name,
    )
    return message


def credentials(config: Config) -> Credentials:
    """What the client signs its requests with; Refused where the office has no account yet."""
    known = account(config)
    if known.kind == "anonymous":
        return AnonymousCredentials()  # type: ignore[no-untyped-call]
    if known.path is None:
        raise Refused(
            _(
                "Chưa có tài khoản Google. Hãy chạy: .venv/bin/flask google use TỆP, "
                "hoặc: .venv/bin/flask google login"
            )
        )
    info = read_key(known.path)
    kind: Any = ServiceCredentials if known.kind == "service" else UserCredentials
    try:
        if known.kind == "service":
            read = kind.from_service_account_info(info, scopes=SCOPES)
        else:
            read = kind.from_authorized_user_info(info, scopes=SCOPES)
            # google-auth does not read the file's own token address.
            read = read.with_token_uri(info.get("token_uri") or read.token_uri)
    except ValueError as error:
        raise Refused(_not_a_key(known.path)) from error
    found: Credentials = read
    return found


@contextmanager
def client(config: Config) -> Iterator[SyncHTTPClient]:
    """A client for one round or one page, paced together with all others of this database."""
    signed = credentials(config)
    path = config.database.with_suffix(".pace")
    pace = Pace(buckets_in_file(path, config.reads_per_minute, config.writes_per_minute))
    try:
        yield SyncHTTPClient(signed, pace, config.sheets_origin)
    finally:
        pace.close()


def use(config: Config, path: Path) -> Account:
    """Take the key file into use from the next request on; a copy is kept beside the database."""
    return _keep(config, read_key(path))


def log_in(config: Config, client_file: Path) -> Account:
    """The office's own account, by its consent in a browser on this machine.

    `client_file` is the OAuth client of the office's Google project (kind "Desktop app").
    """
    try:
        flow = InstalledAppFlow.from_client_secrets_file(str(client_file), SCOPES)
    except (OSError, ValueError) as error:
        raise Refused(
            _("Không đọc được tệp ứng dụng %(path)s của Google. Hãy tải lại tệp.", path=client_file)
        ) from error
    granted = flow.run_local_server(port=0, open_browser=True)
    return _keep(config, json.loads(granted.to_json()) | {"type": "authorized_user"})


def remember_email(config: Config, email: str) -> None:
    """A user's key file does not say whose it is; Google told us: units share with this address."""
    path = config.database.parent / KEY_FILE
    if path.exists():
        _keep(config, {**read_key(path), "account": email})


def _keep(config: Config, info: dict[str, Any]) -> Account:
    path = config.database.parent / KEY_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_text("", encoding="utf-8")
    if os.name == "posix":
        draft.chmod(0o600)
    draft.write_text(json.dumps(info), encoding="utf-8")
    draft.replace(path)
    return account(config)
