"""Who calls, and what each user may do with each file."""

from dataclasses import dataclass

from sync.emulator.clock import Clock
from sync.emulator.errors import (
    ApiError,
    drive_forbidden,
    drive_not_found,
    forbidden,
    not_found,
    unauthenticated,
)
from sync.emulator.files import File
from sync.emulator.options import Options
from sync.emulator.protection import Editor

RANKS = {"reader": 1, "commenter": 1, "writer": 2, "fileOrganizer": 2, "organizer": 2, "owner": 3}


@dataclass(frozen=True)
class User:
    """A caller: the key quotas count by, and the e-mail files are shared with."""

    key: str
    email: str


@dataclass
class Token:
    """An access token this server gave out; ``expires`` in seconds of the server's clock."""

    email: str
    expires: float


class Accounts:
    """Tokens and users. A bearer token that was not given out here is a user of its own; one with
    an ``@`` in it is the user of that e-mail."""

    def __init__(self, options: Options, clock: Clock) -> None:
        self.options = options
        self.clock = clock
        self.tokens: dict[str, Token] = {}
        self.revoked: set[str] = set()
        self.public_keys: dict[str, str] = {}

    def email_of(self, token: str) -> str:
        """The e-mail behind a token, whether given out here or not."""
        if token in self.tokens:
            return self.tokens[token].email
        return token if "@" in token else self.options.default_email

    def user(self, token: str) -> User:
        """The caller of that bearer token. Raises 401 for one that is expired or revoked."""
        known = self.tokens.get(token)
        if token in self.revoked or (known and known.expires <= self.clock.seconds()):
            raise unauthenticated()
        if known and known.email in self.revoked:
            raise unauthenticated()
        if not token and self.options.sharing:
            raise ApiError(
                403,
                "PERMISSION_DENIED",
                "Method doesn't allow unregistered callers (callers without established "
                "identity). Please use API Key or other form of API consumer identity to call "
                "this API.",
            )
        return User(known.email if known else token or "anonymous", self.email_of(token))

    def revoke(self, name: str) -> None:
        """Refuse a token from now on; for an e-mail, all its tokens old and new."""
        self.revoked.add(name)

    def rank(self, user: User, file: File) -> int:
        """0 nothing, 1 read, 2 write, 3 own."""
        if not self.options.sharing:
            return 3
        found = 0
        for permission in file.permissions:
            mine = permission.get("emailAddress", "").casefold() == user.email.casefold()
            if mine or permission["type"] == "anyone":
                found = max(found, RANKS.get(permission["role"], 0))
        return found

    def listed(self, user: User, file: File) -> bool:
        """Whether files.list shows it: shared by name, not only by a link."""
        if not self.options.sharing:
            return True
        return any(
            p.get("emailAddress", "").casefold() == user.email.casefold() for p in file.permissions
        )

    def editor(self, user: User, file: File) -> Editor:
        return Editor(user.email, user.email == file.owner)

    def sheets_file(self, user: User, file: File | None, file_id: str, need: int) -> File:
        """The file for the Sheets API: 404 unknown, 403 not allowed, trashed files still open."""
        if file_id in self.options.foreign_ids:
            raise forbidden()
        if file is None:
            raise not_found()
        if self.rank(user, file) < need:
            raise forbidden()
        return file

    def drive_file(self, user: User, file: File | None, file_id: str, need: int) -> File:
        """The file for the Drive API: 404 also for what the caller may not see."""
        if file is None or file_id in self.options.foreign_ids or not self.rank(user, file):
            raise drive_not_found(file_id)
        if self.rank(user, file) < need:
            raise drive_forbidden()
        return file
