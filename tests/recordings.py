"""Replay the recordings beside the checkout: `python tests/recordings.py`."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ORACLES = ROOT / ".." / "shared" / "oracles"


def replay() -> "subprocess.CompletedProcess[str]":
    """Start the server on a free port, replay every recording, stop it."""
    from sync.emulator.server import running_emulator

    with running_emulator() as emulator:
        script, cassettes = ORACLES / "cassette_replay.py", ORACLES / "cassettes"
        command = [sys.executable, str(script), str(cassettes), emulator.origin]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", check=False
        )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    finished = replay()
    sys.stdout.write(finished.stdout + finished.stderr)
    sys.exit(finished.returncode)
