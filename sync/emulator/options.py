"""The switches of the local server."""

import dataclasses
import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from sync.emulator.errors import invalid
from sync.emulator.shapes import Json

RECORDED_USER = "telegram-budgeter@telegram-budgeter.iam.gserviceaccount.com"
"""Who wrote the public recordings: the e-mail of a bearer token that names nobody."""


@dataclass
class Options:
    """Defaults let everybody do everything; the default of a ``[?]`` of sheets-api.md is the
    likelier behaviour of Google's.

    Who may do what: ``sharing`` (permissions count), ``foreign_ids`` (answer 403),
    ``default_email`` (whose a token is that names nobody), ``token_seconds``,
    ``service_accounts_create``.
    How much: ``reads_per_minute``, ``writes_per_minute`` for each user, ``project_…`` for all
    together; None is no limit.
    Drive: ``drive_lag_seconds`` (changes are told later; of the files ``drive_lagging`` only,
    where it names any), ``drive_drops`` (never),
    ``search_lags_after_delete`` (see files.Store.searchable), ``copy_keeps_metadata``.
    ``[?]``: ``sort_moves_metadata``, ``lookup_no_match``, ``null_only_entry_echoed``,
    ``merge_write`` (a value for a cell covered by a merge), ``strict_validation`` (rules are
    enforced), ``response_ranges_parsed`` (before or after the requests are applied),
    ``paste_into_merge``, ``paste_skips_filtered``, ``protection_blocks_structure`` (sort, move,
    insert, delete).
    New spreadsheets: ``locale``, ``time_zone``. ``clock``: real, virtual (it stands still until
    ``POST /_emulator/clock`` advances it), or the moment (RFC 3339) at which it stands.
    """

    sharing: bool = False
    foreign_ids: list[str] = field(default_factory=list)
    default_email: str = RECORDED_USER
    token_seconds: int = 3600
    service_accounts_create: bool = True
    reads_per_minute: int | None = None
    writes_per_minute: int | None = None
    project_reads_per_minute: int | None = None
    project_writes_per_minute: int | None = None
    drive_lag_seconds: float = 0
    drive_lagging: list[str] = field(default_factory=list)
    drive_drops: bool = False
    search_lags_after_delete: bool = True
    copy_keeps_metadata: bool = True
    sort_moves_metadata: bool = True
    lookup_no_match: str = "empty"
    null_only_entry_echoed: bool = True
    merge_write: str = "drop"
    strict_validation: bool = False
    response_ranges_parsed: str = "after"
    paste_into_merge: str = "allow"
    paste_skips_filtered: bool = False
    protection_blocks_structure: bool = True
    locale: str = "en_US"
    time_zone: str = "Etc/GMT"
    clock: str = "real"

    def update(self, given: Json) -> None:
        """Set options by name, all or none.

        Raises ApiError 400 for a name that does not exist or a value that cannot be meant.
        """
        known = {entry.name: str(entry.type) for entry in dataclasses.fields(self)}
        for name, value in given.items():
            if name not in known:
                raise invalid(f"Unknown option: {name}")
            if name == "clock" and value not in ("real", "virtual") and not _moment(value):
                raise invalid("Option clock must be real, virtual or a moment (RFC 3339)")
            if not _fits(value, getattr(_DEFAULTS, name), known[name]):
                raise invalid(f"Option {name} cannot be {value!r:.60}")
            if name in CHOICES and value not in CHOICES[name]:
                raise invalid(f"Option {name} must be one of {', '.join(CHOICES[name])}")
        for name, value in given.items():
            setattr(self, name, value)

    def json(self) -> Json:
        """All options by name."""
        found: dict[str, Any] = dataclasses.asdict(self)
        return found


CHOICES = {
    "lookup_no_match": ("empty", "400"),
    "merge_write": ("drop", "400", "write"),
    "response_ranges_parsed": ("before", "after"),
    "paste_into_merge": ("allow", "400"),
}


def _fits(value: Any, default: Any, kind: str) -> bool:
    """Whether a value is of its option's type; numbers are not below 0."""
    if isinstance(default, list):
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    if isinstance(default, bool | str):
        return type(value) is type(default)
    if value is None:
        return "None" in kind
    whole = isinstance(value, int) or ("float" in kind and isinstance(value, float))
    return whole and not isinstance(value, bool) and 0 <= value < 1e9


_DEFAULTS = Options()


def _moment(value: Any) -> bool:
    try:
        return dt.datetime.fromisoformat(str(value)).tzinfo is not None
    except ValueError:
        return False
