"""A browser for the tests that need one; where there is none they are skipped with the reason."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args(playwright: Playwright) -> dict[str, Any]:
    """Debian's chromium where it is installed, else the one Playwright brought."""
    installed = next((path for path in map(shutil.which, NAMES) if path), None)
    path = installed or playwright.chromium.executable_path
    if not Path(path).exists():
        pytest.skip("no browser here: install chromium, or run `playwright install chromium`")
    return {"executable_path": path, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"viewport": {"width": 1440, "height": 900}, "locale": "vi-VN"}


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A window of 1440 × 900; a script that fails on the page fails the test."""
    page.set_default_timeout(8000)
    errors: list[Error] = []
    page.on("pageerror", lambda error: errors.append(error))
    yield page
    assert not errors, errors
