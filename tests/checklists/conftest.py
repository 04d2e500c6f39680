"""Counting what a request asks of the database."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.db import get_db


@pytest.fixture
def statements(app: Flask) -> Callable[[Callable[[], object]], list[str]]:
    """`statements(lambda: client.get(url))`: the SQL that the app's connection ran."""

    def during(act: Callable[[], object]) -> list[str]:
        found: list[str] = []
        with app.app_context():
            connection = get_db().conn
        connection.set_trace_callback(found.append)
        try:
            act()
        finally:
            connection.set_trace_callback(None)
        return [sql for sql in found if not sql.startswith("--")]

    return during
