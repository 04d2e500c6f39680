"""Recordings of the real service agree with the local server."""

import pytest

from tests.recordings import ORACLES, replay


@pytest.mark.skipif(not ORACLES.exists(), reason="the recordings are not beside this checkout")
def test_every_recording_agrees() -> None:
    finished = replay()
    assert "78 of 78 recordings agree" in finished.stdout, finished.stdout[-3000:]
    assert finished.returncode == 0
