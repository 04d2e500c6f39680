"""Replay recorded answers of the real Google against the local server, where they are at hand."""

import subprocess
import sys
from pathlib import Path

from sync.emulator.server import running_emulator

ORACLES = Path(__file__).parents[2] / "shared" / "oracles"


def main() -> int:
    """The judge's own exit status; 0 where the recordings are not here, saying so."""
    if not ORACLES.exists():
        sys.stdout.write(f"No recordings at {ORACLES}: nothing replayed.\n")
        return 0
    with running_emulator() as emulator:
        judge = [sys.executable, ORACLES / "cassette_replay.py", ORACLES / "cassettes"]
        return subprocess.run([*judge, emulator.origin], check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
