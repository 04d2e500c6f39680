"""What can be done to an account: made, entered, given a new password, closed."""

import logging

from flask_babel import gettext as _
from sqlite_utils import Database

from app.auth import passwords, rules
from app.auth import queries as sessions
from app.auth import user_queries as users
from app.auth.user_queries import Account
from app.auth.viewer import Viewer
from app.clock import now
from app.db import write_tx
from sync.core.refusal import Refused
from sync.core.text import clean

log = logging.getLogger(__name__)

LONGEST_NAME = 60


def verify(db: Database, name: str, password: str) -> Viewer | None:
    """Who this is, or None: for an unknown name, a wrong password, a closed account alike."""
    account = users.account_by_name(db, name)
    password_hash = account.password_hash if account else passwords.NOBODY
    right = passwords.matches(password_hash, password[: rules.LONGEST])
    if account is None or not right or not account.active:
        return None
    if passwords.outdated(account.password_hash):
        fresh = passwords.hash_password(password)
        with write_tx(db):
            users.set_password(db, account.viewer.id, fresh)
    return account.viewer


def create(db: Database, name: str, password: str, role: str, unit_id: int | None) -> int:
    """Add a user; gives the id. Refused with why."""
    name = clean(name)
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refused(_("Tên đăng nhập cần có từ 1 đến 60 chữ. Hãy nhập lại."))
    check_role(role, unit_id)
    check_password(password, name)
    password_hash = passwords.hash_password(password)
    with write_tx(db):
        if users.account_by_name(db, name) is not None:
            raise Refused(
                _("Tên đăng nhập “%(name)s” đã có. Hãy chọn tên khác.", name=name), status=409
            )
        user_id = users.add_user(db, name, password_hash, role, unit_id, now())
    log.info("user added", extra={"user": user_id, "role": role})
    return user_id


def set_password(db: Database, account: Account, password: str) -> None:
    """A new password; every open session of the account ends."""
    check_password(password, account.viewer.name)
    password_hash = passwords.hash_password(password)
    with write_tx(db):
        users.set_password(db, account.viewer.id, password_hash)
        sessions.end_sessions_of(db, account.viewer.id)
    log.info("password set", extra={"user": account.viewer.id})


def set_role(db: Database, account: Account, role: str, unit_id: int | None) -> None:
    check_role(role, unit_id)
    with write_tx(db):
        if role != "admin":
            _keep_an_admin(db, account)
        users.set_role(db, account.viewer.id, role, unit_id)
    log.info("role set", extra={"user": account.viewer.id, "role": role})


def set_active(db: Database, account: Account, active: bool) -> None:
    """Close an account, which ends its sessions, or open it again."""
    with write_tx(db):
        if not active:
            _keep_an_admin(db, account)
            sessions.end_sessions_of(db, account.viewer.id)
        users.set_active(db, account.viewer.id, active)
    log.info("account opened" if active else "account closed", extra={"user": account.viewer.id})


def check_role(role: str, unit_id: int | None) -> None:
    if role not in rules.ROLES:
        raise Refused(_("Hãy chọn một vai trò: admin, district, unit hoặc viewer."))
    if role == "unit" and unit_id is None:
        raise Refused(_("Tài khoản của đơn vị cần ghi rõ là đơn vị nào. Hãy chọn đơn vị."))
    if role != "unit" and unit_id is not None:
        raise Refused(_("Chỉ tài khoản của đơn vị mới gắn với một đơn vị. Hãy bỏ chọn đơn vị."))


def check_password(password: str, name: str) -> None:
    weakness = rules.weakness(password, name)
    if weakness is None:
        return
    words = {
        "short": _("Mật khẩu cần ít nhất 12 ký tự. Hãy dùng vài từ ghép lại cho dễ nhớ."),
        "long": _("Mật khẩu dài quá 128 ký tự. Hãy chọn mật khẩu ngắn hơn."),
        "common": _("Mật khẩu này quá dễ đoán. Hãy chọn mật khẩu khác."),
    }
    raise Refused(words[weakness])


def _keep_an_admin(db: Database, account: Account) -> None:
    is_admin = account.viewer.role == "admin" and account.active
    if is_admin and users.other_admins(db, account.viewer.id) == 0:
        raise Refused(
            _("Đây là quản trị cuối cùng. Hãy cấp quyền quản trị cho một người khác trước."),
            status=409,
        )
