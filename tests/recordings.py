"""Replay the recordings beside the checkout: `python -m tests.recordings`."""

import subprocess
import sys
from pathlib import Path

from sync.emulator.server import running_emulator

ORACLES = Path(__file__).resolve().parents[1] / ".." / "shared" / "oracles"


def replay() -> "subprocess.CompletedProcess[str]":
    """Start the server on a free port, replay every recording, stop it."""
    with running_emulator() as emulator:
        script, cassettes = ORACLES / "cassette_replay.py", ORACLES / "cassettes"
        command = [sys.executable, str(script), str(cassettes), emulator.origin]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", check=False
        )


if __name__ == "__main__":
    if not ORACLES.exists():
        sys.exit("The recordings are not beside this checkout.")
    finished = replay()
    sys.stdout.write(finished.stdout + finished.stderr)
    sys.exit(finished.returncode)
