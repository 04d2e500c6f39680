"""What sign-in decides, on plain values: safe addresses, waiting times, weak passwords."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Literal

ROLES = ("admin", "district", "unit", "viewer")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

WINDOW = timedelta(minutes=15)
FREE_PER_ACCOUNT = 5
FREE_PER_ADDRESS = 30
FIRST_WAIT = timedelta(seconds=30)

SHORTEST, LONGEST = 12, 128
_COMMON = (
    "password", "passw", "passwd", "matkhau", "matkhaucuatoi", "admin", "administrator", "soviec",
    "doanthanhnien", "doanvien", "thanhnien", "huyendoan", "xadoan", "tinhdoan", "vietnam",
    "qwerty", "qwertyuiop", "qwertyuiopasdfghjkl", "asdfghjkl", "iloveyou", "anhyeuem",
    "emyeuanh", "letmein", "welcome", "changeme", "abc", "abcdef", "abcdefgh", "abcdefghijkl",
)  # fmt: skip
_ROWS = ("01234567890123456789", "98765432109876543210", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfv")


def safe_next(address: str | None) -> str | None:
    """A path of this site, or None: `//host`, backslashes and control characters lead away."""
    if not address or not address.startswith("/") or address.startswith("//"):
        return None
    if "\\" in address or any(unicodedata.category(c) == "Cc" for c in address):
        return None
    return address


def same_origin(fetch_site: str | None, origin: str | None, hosts: Collection[str]) -> bool:
    """Whether a browser says that a request comes from a page of this site.

    `fetch_site` and `origin` are the Sec-Fetch-Site and Origin headers. Chromium sends no
    Sec-Fetch headers to a plain-http host name of a LAN, so there Origin decides; without
    either the request is refused (Fetch Metadata, W3C; OWASP ASVS 5.0 V3.5).
    """
    if fetch_site is not None:
        return fetch_site == "same-origin"
    scheme, _, host = (origin or "").partition("://")
    return scheme in ("http", "https") and host != "" and host in hosts


def wait(attempts: Sequence[datetime], moment: datetime, free: int) -> int:
    """Seconds until the next try is allowed: none for the first `free` within WINDOW.

    Then 30 s after the last try, doubled with each further one, WINDOW at most: an account is
    slowed down and never locked for good.
    """
    recent = [at for at in attempts if moment - at < WINDOW]
    if len(recent) < free:
        return 0
    pause = min(FIRST_WAIT * 2 ** min(len(recent) - free, 10), WINDOW)
    left = (max(recent) + pause - moment).total_seconds()
    return max(0, int(left))


Weakness = Literal["short", "long", "common"]


def weakness(password: str, name: str) -> Weakness | None:
    """Why a password is refused: its length, or it is a word everybody tries.

    No rule about kinds of characters (NIST SP 800-63B, OWASP ASVS 5.0 V6.2).
    """
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    bare = password.casefold()
    letters = re.sub(r"[\W\d_]", "", bare)
    known = (*_COMMON, re.sub(r"[\W\d_]", "", name.casefold()))
    repeats = len(set(bare)) < 5
    row = any(bare in row or row.startswith(bare[:10]) for row in _ROWS)
    doubled = any(letters == word * 2 for word in known if word)
    return "common" if repeats or row or doubled or letters in known else None
