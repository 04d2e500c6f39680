"""Slowing down guesses: tries per account name, tries per address, seen by every worker."""

import hashlib
from datetime import UTC, datetime

from sqlite_utils import Database

from app.auth import queries, rules
from app.clock import as_stored
from app.db import write_tx


def account_key(name: str) -> str:
    """A digest: people type their password into the name field."""
    return "account:" + hashlib.sha256(name.casefold().encode()).hexdigest()[:32]


def address_key(address: str) -> str:
    return "address:" + address


def reserve(db: Database, name: str, address: str) -> int:
    """Count one try before it is made; gives the seconds to wait, 0 to go on.

    Counting comes first, so that tries sent at once to both workers cannot all slip through.
    """
    moment = datetime.now(UTC)
    limits = (
        (account_key(name), rules.FREE_PER_ACCOUNT),
        (address_key(address), rules.FREE_PER_ADDRESS),
    )
    with write_tx(db):
        queries.forget_attempts_before(db, as_stored(moment - rules.WINDOW))
        seconds = max(rules.wait(queries.attempts(db, key), moment, free) for key, free in limits)
        if seconds == 0:
            for key, _free in limits:
                queries.add_attempt(db, key, as_stored(moment))
    return seconds


def forgive(db: Database, name: str, address: str) -> None:
    """After the right password: the account starts anew, the address gets its one try back."""
    with write_tx(db):
        queries.forget_attempts_of(db, account_key(name))
        queries.forget_last_attempt_of(db, address_key(address))
