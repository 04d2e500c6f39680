"""Asks Google who we are and whether it works."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.config import Config
from app.sheets import account
from sync.client import GoogleRefused, OutcomeUnknown
from sync.core.refusal import Refused
from sync.messages import KEY_FAILED

ABOUT = "https://www.googleapis.com/drive/v3/about"
FILES = "https://www.googleapis.com/drive/v3/files"


@dataclass(frozen=True, slots=True)
class Check:
    """What was found: `kind` as account.Account, `message` what to do where it does not work."""

    kind: str
    email: str
    works: bool
    message: str
    origin: str | None
    reads_per_minute: int
    writes_per_minute: int


def check(config: Config) -> Check:
    """One small request to Drive; never raises for Google's trouble."""
    known, message, email = account.Account("none"), "", ""
    try:
        known = account.account(config)
        email = _ask(config) or known.email
    except Refused as error:
        message = error.message
    except GoogleRefused as error:
        message = cause(error)
    except OutcomeUnknown as error:
        message = cause(GoogleRefused("down", str(error)))
    return Check(
        kind=known.kind,
        email=email or known.email,
        works=not message,
        message=message,
        origin=config.sheets_origin,
        reads_per_minute=config.reads_per_minute,
        writes_per_minute=config.writes_per_minute,
    )


def _ask(config: Config) -> str:
    with account.client(config) as client:
        told = client.request("get", ABOUT, params={"fields": "user(emailAddress)"}).json()
    return str(told.get("user", {}).get("emailAddress", ""))


def cause(error: GoogleRefused) -> str:
    """The cause of a failing account, as far as Google's words tell it, and what to do."""
    detail = error.detail.casefold()
    causes: tuple[tuple[tuple[str, ...], str], ...] = (
        (
            ("short-lived", "iat and exp"),
            _("Đồng hồ máy chủ sai giờ nên Google không nhận khóa. Hãy chỉnh lại giờ."),
        ),
        (
            ("invalid_grant", "account not found", "deleted", "revoked", "invalid_client"),
            _(
                "Khóa đã bị thu hồi hoặc bị xóa. Hãy tạo khóa mới rồi chạy: "
                ".venv/bin/flask google use TỆP"
            ),
        ),
        (
            ("policy", "admin", "org_internal", "access_denied", "accessnotconfigured", "disabled"),
            _("Chính sách của tổ chức chặn tài khoản này. Hãy nhờ quản trị Google cho phép."),
        ),
    )
    for words, told in causes:
        if any(word in detail for word in words):
            return told
    if error.kind in ("down", "rate"):
        return str(_("Không nối được tới Google. Hãy kiểm tra mạng của máy chủ rồi thử lại."))
    return KEY_FAILED.format(detail=error.detail or error.status)


def check_json(found: Check) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "email": found.email or None,
        "works": found.works,
        "message": found.message or None,
        "origin": found.origin,
        "quota": {
            "reads_per_minute": found.reads_per_minute,
            "writes_per_minute": found.writes_per_minute,
        },
    }
