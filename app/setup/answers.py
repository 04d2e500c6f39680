"""What an office decides, each with a default."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
from flask_babel import gettext as _

from app.config import Config
from app.db import local_path
from app.settings.queries import Office

PORT = 5000


@dataclass(frozen=True, slots=True)
class Answers:
    """`admin_password` is empty where one is to be made up."""

    database: Path
    backup_dir: Path
    office: Office
    office_code: str
    admin: str
    admin_password: str
    public_url: str


Ask = Callable[[str, str], str]
"""A question, its default; gives the answer."""


def gather(config: Config, office: Office, ask: Ask, ask_name: Ask, ask_secret: Ask) -> Answers:
    """Every question in the order of the form; `ask` may simply give the defaults.

    `ask_name` asks until it is told something. Refused where the database lies in a cloud folder.
    """
    database = Path(ask(_("Cơ sở dữ liệu đặt ở đâu (trên máy này)"), str(config.database)))
    local_path(database)
    backups = config.backup_dir or database.parent / "backups"
    return Answers(
        database=database,
        backup_dir=Path(ask(_("Bản sao lưu hằng tuần đặt ở đâu"), str(backups))),
        office=Office(
            name=ask_name(_("Tên cơ quan"), office.name),
            superior=ask(_("Cấp trên ngành dọc"), office.superior),
            committee=ask(_("Cấp ủy, Mặt trận cùng cấp"), office.committee),
            place=ask(_("Địa danh ghi trước ngày tháng"), office.place),
        ),
        office_code=ask(_("Mã của cơ quan"), "CQ"),
        admin=ask(_("Tên đăng nhập của quản trị"), "admin"),
        admin_password=ask_secret(_("Mật khẩu quản trị (để trống thì máy tự đặt)"), ""),
        public_url=ask(
            _("Địa chỉ trong mạng nội bộ"), config.public_url or f"http://{lan_address()}:{PORT}"
        ),
    )


def lan_address() -> str:
    """This machine's address on the LAN; 127.0.0.1 where it has none."""
    for name, addresses in psutil.net_if_addrs().items():
        state = psutil.net_if_stats().get(name)
        if state is None or not state.isup:
            continue
        for address in addresses:
            if address.family == socket.AF_INET and not address.address.startswith("127."):
                return address.address
    return "127.0.0.1"
