"""A browser for the tests that need one; where there is none they are skipped with the reason."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Error, Page, Playwright, expect
from werkzeug.serving import make_server

from app.auth import accounts
from app.db import get_db

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


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The intranet on a port of its own."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def office(app: Flask, site: str, page: Page) -> Page:
    """The page of a person of the office, signed in with a password as people do."""
    password = "hoa phuong no do"
    with app.app_context():
        accounts.create(get_db(), "can-bo", password, "district", None)
    page.goto(f"{site}/sign-in")
    page.locator('[name="name"]').fill("can-bo")
    page.locator('[name="password"]').fill(password)
    page.locator("main button").click()
    expect(page.get_by_role("link", name="Kế hoạch", exact=True).first).to_be_visible()
    return page
