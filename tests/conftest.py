"""What every test of the intranet starts from: a migrated database, an app, signed-in clients."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from hypothesis import settings
from sqlite_utils import Database

from app.auth import sessions
from app.auth import user_queries as users
from app.auth.viewer import Viewer
from app.clock import now
from app.config import Config
from app.db import connect, migrate, write_tx
from app.factory import create_app
from tests.compiled import compiled_once

# The default run tries the same examples every time; `make sweep` looks for new ones.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS", "repeatable"))


@pytest.fixture(scope="session", autouse=True)
def apps_compile_once() -> Iterator[None]:
    with compiled_once():
        yield


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the newest schema; each test works on its own copy."""
    path = tmp_path_factory.mktemp("migrated") / "soviec.db"
    migrate(path)
    return path


@pytest.fixture
def config(tmp_path: Path, migrated: Path) -> Config:
    shutil.copy(migrated, tmp_path / "soviec.db")
    return Config(
        secret_key="for tests only",
        database=tmp_path / "soviec.db",
        backup_dir=tmp_path / "backups",
    )


@pytest.fixture
def app(config: Config) -> Flask:
    application = create_app(config)
    application.testing = True
    return application


@pytest.fixture
def db(app: Flask) -> Iterator[Database]:
    """A connection of the test's own to the app's database: commits are seen at once."""
    database = connect(app.config["SOVIEC"].database)
    yield database
    database.close()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """`runner.invoke(args=["db", "check"])`; look at exit_code, stdout, stderr."""
    return app.test_cli_runner()


def same_site(client: FlaskClient) -> FlaskClient:
    """The client's requests carry what a browser sends from the site's own pages."""
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser nobody has signed in with."""
    return same_site(app.test_client())


def unit_id(db: Database, code: str) -> int:
    """The id of the unit with this code, made on first use."""
    found = db.conn.execute("SELECT id FROM unit WHERE code = ?", [code]).fetchone()
    if found:
        return int(found[0])
    cursor = db.conn.execute(
        "INSERT INTO unit (code, name, kind) VALUES (?, ?, 'xa')", [code, f"Đoàn xã {code}"]
    )
    return int(cursor.lastrowid or 0)


def person(db: Database, role: str, unit: str | None) -> Viewer:
    """The user of this role (and unit), made on first use; named `district`, `unit XTL`."""
    name = f"{role} {unit}" if unit else role
    with write_tx(db):
        unit_of = unit_id(db, unit) if unit else None
        if users.account_by_name(db, name) is None:
            users.add_user(db, name, "no password", role, unit_of, now())
    account = users.account_by_name(db, name)
    assert account is not None
    return account.viewer


ClientAs = Callable[..., FlaskClient]


@pytest.fixture
def client_as(app: Flask, db: Database) -> ClientAs:
    """`client_as("district")`, `client_as("unit", unit="XTL")`: a browser signed in as that."""

    def sign_in(role: str, unit: str | None = None) -> FlaskClient:
        client = same_site(app.test_client())
        signed_in = sessions.start(db, person(db, role, unit))
        with client.session_transaction() as cookie:
            cookie["_user_id"] = signed_in.id
            cookie["_fresh"] = True
        return client

    return sign_in


@pytest.fixture
def htmx() -> dict[str, str]:
    """Headers of an htmx request: `client.post(url, headers=htmx)`."""
    return {"HX-Request": "true"}
