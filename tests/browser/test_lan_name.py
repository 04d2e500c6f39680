import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Playwright
from werkzeug.serving import make_server

from app.auth import accounts
from app.db import get_db

PASSWORD = "ba con mèo đen 7"


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """The intranet on a free port, with one account."""
    with app.test_request_context():
        accounts.create(get_db(), "can-bo", PASSWORD, "district", None)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_on_a_plain_http_name_of_the_lan_the_origin_is_proof_enough(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], port: int
) -> None:
    """Chromium sends no Sec-Fetch headers there."""
    options = browser_type_launch_args | {
        "args": ["--no-sandbox", "--host-resolver-rules=MAP so-viec.lan 127.0.0.1"]
    }
    browser = playwright.chromium.launch(**options)
    page = browser.new_page()
    posts: list[dict[str, str]] = []
    page.on("request", lambda r: posts.append(r.all_headers()) if r.method == "POST" else None)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.goto(f"http://so-viec.lan:{port}/units/?kind=xa")
    page.fill("#name", "can-bo")
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/units/?kind=xa")
    browser.close()
    assert "sec-fetch-site" not in posts[0]
    assert posts[0]["origin"] == f"http://so-viec.lan:{port}"
    assert [each for each in faults if "Cross-Origin-Opener-Policy" not in each] == []
