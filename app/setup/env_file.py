"""The .env file: written once, its secret kept, for its owner only."""

import secrets
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values, set_key


def write(path: Path, values: Mapping[str, str]) -> None:
    """Set these values beside what stands there; a SECRET_KEY is made where there is none."""
    if not path.exists():
        path.touch(mode=0o600)
    if not dotenv_values(path, encoding="utf-8").get("SECRET_KEY"):
        values = {"SECRET_KEY": secrets.token_urlsafe(32), **values}
    for name, value in values.items():
        set_key(path, name, value, quote_mode="auto", encoding="utf-8")
    path.chmod(0o600)  # without effect on Windows, where the folder's rights count
