"""A Word 97 .doc turned into lines by a converter on this machine, where there is one."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from flask_babel import gettext as _

from app.plans.reader.bars import unbarred
from app.plans.reader.docx import read_docx
from app.plans.reader.errors import UnreadableDocument
from app.plans.reader.model import SourceLine

_SECONDS = 60
# No macros, no pictures or links fetched from elsewhere while it converts.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
</item></oor:items>"""
_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)")


def read_word97(data: bytes, *, suffix: str = ".doc") -> list[SourceLine]:
    """The lines of a .doc (or .rtf): by LibreOffice, which keeps its lists, else by antiword.

    Raises UnreadableDocument where neither is installed or both fail.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"paper{suffix}"
        source.write_bytes(data)
        office, antiword = _office(), shutil.which("antiword")
        if office and _run([office, *_convert(folder), str(source)]) is not None:
            made = source.with_suffix(".docx")
            if made.exists():
                return read_docx(made.read_bytes())
        if antiword and suffix == ".doc":
            text = _run([antiword, "-w", "0", "-m", "UTF-8.txt", str(source)])
            if text and text.strip():
                return unbarred(text.splitlines())
    raise UnreadableDocument(
        _("Chưa đọc được tệp .doc này; hãy mở bằng Word, lưu lại thành .docx rồi tải lại.")
    )


def _convert(folder: str) -> list[str]:
    profile = Path(folder) / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    where = f"-env:UserInstallation={profile.as_uri()}"
    return [where, "--headless", "--convert-to", "docx", "--outdir", folder]


def _office() -> str | None:
    """The soffice program; on Windows it stands in Program Files, not on the PATH."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return found
    for name in _WINDOWS:
        place = Path(os.environ.get(name, "")) / "LibreOffice/program/soffice.exe"
        if name in os.environ and place.exists():
            return str(place)
    return None


def _run(command: list[str]) -> str | None:
    """What the program prints; None where it fails or takes too long."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program on a file we named
            command, capture_output=True, timeout=_SECONDS, check=True, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")
