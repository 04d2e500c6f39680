"""The settings of one installation, read from the environment once."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from app.schedule import Weekly
from app.schedule import parse as parse_weekly
from sync.core.refusal import Refused

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY_AT_SIX = Weekly(0, time(6), VIETNAM)


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting of docs/operations.md; nothing else reads the environment."""

    secret_key: str | None = None
    database: Path = Path("instance/soviec.db")
    google_credentials: Path | None = None
    sheets_origin: str | None = None
    reads_per_minute: int = 55
    writes_per_minute: int = 55
    sync_at: Weekly = MONDAY_AT_SIX
    timezone: ZoneInfo = VIETNAM
    backup_dir: Path | None = None
    language: str = "vi"
    public_url: str | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Config":
        """Empty values count as unset; raises Refused for a value that cannot be meant."""
        given = {name: value.strip() for name, value in env.items() if value.strip()}
        default = cls()
        zone = _timezone(given.get("TIMEZONE")) or default.timezone
        return cls(
            secret_key=given.get("SECRET_KEY"),
            database=Path(given.get("DATABASE", default.database)),
            google_credentials=_key_file(given.get("GOOGLE_CREDENTIALS")),
            sheets_origin=_sheets_origin(given.get("SHEETS_ORIGIN")),
            reads_per_minute=_count(given, "SHEETS_READS_PER_MINUTE", default.reads_per_minute),
            writes_per_minute=_count(given, "SHEETS_WRITES_PER_MINUTE", default.writes_per_minute),
            sync_at=_weekly(given.get("SYNC_AT", "Mon 06:00"), zone),
            timezone=zone,
            backup_dir=_path(given.get("BACKUP_DIR")),
            language=given.get("LANGUAGE", default.language).split(":")[0].split("_")[0],
            public_url=_public_url(given.get("PUBLIC_URL")),
        )


def _public_url(text: str | None) -> str | None:
    """An origin: pages of this site name each other from its root."""
    if text is None:
        return None
    bare = text.rstrip("/")
    if not _is_address(bare) or "/" in bare.partition("://")[2]:
        raise Refused(
            f"PUBLIC_URL={text} không đúng. Hãy ghi http:// hoặc https:// rồi tên máy, không có gì "
            "phía sau. Ví dụ đúng: https://so-viec.example.vn."
        )
    return bare


def _sheets_origin(text: str | None) -> str | None:
    if text is None:
        return None
    if not _is_address(text):
        raise Refused(f"SHEETS_ORIGIN={text} không đúng. Ví dụ đúng: http://127.0.0.1:5001.")
    return text.rstrip("/")


_ADDRESS = re.compile(r"https?://(?:[^\s/?#@:\[\]\\]+|\[[0-9a-fA-F:.]+\])(?::(\d{1,5}))?(?:/\S*)?")


def _is_address(text: str) -> bool:
    found = _ADDRESS.fullmatch(text)
    return found is not None and 0 < int(found[1] or 80) < 65536


def _key_file(text: str | None) -> Path | None:
    if text and text.lstrip().startswith("{"):
        raise Refused(
            "GOOGLE_CREDENTIALS phải là đường dẫn tới tệp khóa, không phải nội dung của khóa. "
            "Hãy lưu khóa thành tệp .json rồi ghi đường dẫn."
        )
    return _path(text)


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def _count(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not text.isdecimal() or int(text) < 1:
        raise Refused(f"{name}={text} không phải là số nguyên dương. Hãy sửa lại trong tệp .env.")
    return int(text)


def _weekly(text: str, zone: ZoneInfo) -> Weekly:
    weekly = parse_weekly(text, zone)
    if weekly is None:
        raise Refused(f"SYNC_AT={text} không phải là ngày giờ. Ví dụ đúng: Mon 06:00.")
    return weekly


def _timezone(text: str | None) -> ZoneInfo | None:
    if not text:
        return None
    try:
        return ZoneInfo(text)
    except (OSError, ValueError, KeyError) as error:
        raise Refused(f"TIMEZONE={text} không có. Ví dụ đúng: Asia/Ho_Chi_Minh.") from error
