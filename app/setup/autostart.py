"""How the server starts with the machine: what to type, for this system."""

import sys
from pathlib import Path

from flask_babel import gettext as _

UNIT = Path(__file__).parents[2] / "deploy" / "soviec.service"


def steps(folder: Path, unit_file: Path) -> list[str]:
    """Lines to show; on Linux the unit with this folder's paths is written to `unit_file`."""
    if sys.platform == "win32":
        return [_("Để chạy cùng máy, làm theo deploy/windows.md, phần “Chạy cùng máy”.")]
    flask = Path(sys.executable).parent / "flask"
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
