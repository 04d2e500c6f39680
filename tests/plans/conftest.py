"""The real plan, where it is at hand."""

from pathlib import Path

import pytest

SEED = Path(__file__).parents[2] / "../shared/seed/ke-hoach-153.txt"


@pytest.fixture
def seed_text() -> str:
    if not SEED.exists():
        pytest.skip("the real plan is not beside this checkout")
    return SEED.read_text(encoding="utf-8")
