"""A desk for every test of files."""

import shutil

import pytest

from tests.sync.replicas.desk import Desk
from tests.sync.world import opened


@pytest.fixture
def desk(tmp_path, migrated):
    shutil.copy(migrated, tmp_path / "a.db")
    with opened(tmp_path / "a.db", units=2) as db:
        yield Desk(db)
