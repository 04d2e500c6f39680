"""A world for every test of the engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.emulator.server import Emulator, running_emulator
from tests.sync.world import SHEET, Clock, Tab, World, opened, plain_rows


@pytest.fixture(scope="session")
def server() -> Iterator[Emulator]:
    with running_emulator() as emulator:
        yield emulator


@pytest.fixture
def world(tmp_path: Path, server: Emulator) -> Iterator[World]:
    """One unit's plain sheet, not linked yet."""
    server.reset()
    server.before_request = None
    server.seed(SHEET, "Đoàn xã Một 2026", [Tab("Trang tính1", plain_rows())])
    with opened(tmp_path / "soviec.db") as db:
        yield World(db, server, Clock(), tmp_path / "soviec.db")
    server.before_request = None
