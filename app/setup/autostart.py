"""How the server starts with the machine: what to type, for this system."""

import sys
from pathlib import Path

from flask_babel import gettext as _

UNIT = Path(__file__).parents[2] / "deploy" / "soviec.service"


def steps(folder: Path, unit_file: Path) -> list[str]:
    """Lines to show; on Linux the unit with this folder's paths is written to `unit_file`."""
    flask = Path(sys.executable).parent / "flask"
    if sys.platform == "win32":
        task = f'schtasks /create /tn SoViec /sc onstart /ru SYSTEM /tr "{flask}.exe serve"'
        return [_("Để chạy cùng máy, mở PowerShell bằng quyền quản trị rồi gõ:"), f"  {task}"]
    text = UNIT.read_text(encoding="utf-8")
    text = text.replace("/opt/soviec/.venv/bin/flask", str(flask)).replace(
        "/opt/soviec", str(folder)
    )
    unit_file.write_text(text, encoding="utf-8")
    return [
        _("Để chạy cùng máy, gõ:"),
        f"  sudo cp {unit_file} /etc/systemd/system/soviec.service",
        "  sudo systemctl enable --now soviec",
    ]
