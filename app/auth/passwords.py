"""Password hashes: argon2id, one at a time in each worker."""

import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's least for argon2id: 19 MiB, two passes; 23 ms on the reference machine."""

_turn = threading.Lock()
"""Two workers at most, so at most two hashes at once: a flood of sign-ins takes 38 MiB."""

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def _bytes(password: str) -> str:
    """Phones type decomposed Vietnamese letters, keyboards composed ones."""
    return unicodedata.normalize("NFKC", password)


def hash_password(password: str) -> str:
    with _turn:
        return _hasher.hash(_bytes(password))


def matches(password_hash: str, password: str) -> bool:
    with _turn:
        try:
            return _hasher.verify(password_hash, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False


def outdated(password_hash: str) -> bool:
    """Hashed with weaker figures than today's."""
    return _hasher.check_needs_rehash(password_hash)


def generate() -> str:
    """Four groups of four letters that are not mistaken for each other; 79 bits."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(16))
    return "-".join(letters[i : i + 4] for i in range(0, 16, 4))


NOBODY = _hasher.hash(secrets.token_hex(16))
"""Checked where the name is unknown, so that the answer takes the same time."""
