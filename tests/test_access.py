import dataclasses
from typing import Any

import pytest
from flask import Flask, url_for
from werkzeug.routing import Rule

from tests.access_table import (
    BAD_REQUEST_ANSWERS,
    FORMS,
    OF_A_UNIT,
    OPEN,
    QUERIES,
    ROUTES,
    arguments,
)
from tests.conftest import ClientAs

ROLES = ("anonymous", "admin", "district", "unit", "viewer")
OWN, FOREIGN = "XTL", "XDT"


@pytest.fixture
def config(config):
    """Personal links lead somewhere on a site with an address alone."""
    return dataclasses.replace(config, public_url="http://localhost")


@pytest.fixture
def world(db, client_as):
    """Things of two units; the addresses of each."""
    client_as("viewer")
    return {code: arguments(db, code) for code in (OWN, FOREIGN)}


def address(app: Flask, rule: Rule, values: dict[str, Any]) -> str:
    missing = rule.arguments - values.keys()
    assert not missing, f"{rule.endpoint}: give `arguments` in tests/access_table.py {missing}"
    with app.test_request_context():
        parts = {name: values[name] for name in rule.arguments}
        return url_for(rule.endpoint, **parts, **QUERIES.get(rule.endpoint, {}))


def rules(app: Flask) -> list[Rule]:
    """In one order: a link is opened before it is revoked."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint)


def methods(rule: Rule) -> set[str]:
    return (rule.methods or set()) - {"HEAD", "OPTIONS"}


def asked(
    app: Flask, client_as: ClientAs, rule: Rule, method: str, role: str, values: dict[str, Any]
) -> tuple[int, str]:
    """The status of one request by a browser of its own."""
    if role == "anonymous":
        client = app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    else:
        client = client_as(role, unit=OWN if role == "unit" else None)
    answer = client.open(address(app, rule, values), method=method, data=FORMS.get(rule.endpoint))
    answer.close()
    return answer.status_code, answer.headers.get("Location", "")


def refused(status: int, location: str) -> bool:
    return status == 403 or (status == 302 and location.startswith("/sign-in"))


def test_every_route_is_decided(app):
    undecided = {rule.endpoint for rule in app.url_map.iter_rules()} - ROUTES.keys()
    assert not undecided, f"say in tests/access_table.py who may reach {sorted(undecided)}"


def test_no_line_speaks_of_a_route_that_is_gone(app):
    assert ROUTES.keys() <= {rule.endpoint for rule in app.url_map.iter_rules()}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reaches_what_the_table_says_nothing_else(app, client_as, world, role):
    wrong = []
    for rule in rules(app):
        may = role in ROUTES[rule.endpoint]
        for method in methods(rule):
            status, location = asked(app, client_as, rule, method, role, world[OWN])
            fits = status in BAD_REQUEST_ANSWERS and not refused(status, location)
            if rule.endpoint == "auth.sign_out" and may:
                fits = status == 303
            if fits != may:
                wrong.append(f"{method} {rule} as {role}: {status}")
    assert not wrong, "\n".join(wrong)


def test_a_unit_is_told_nothing_of_another_unit(app, client_as, world):
    wrong = []
    for rule in rules(app):
        if rule.endpoint not in OF_A_UNIT:
            continue
        for method in methods(rule):
            status, _ = asked(app, client_as, rule, method, "unit", world[FOREIGN])
            if status != 404:
                wrong.append(f"{method} {rule}: {status}")
    assert not wrong, "\n".join(wrong)


def test_a_route_of_one_unit_is_known_as_such(app):
    """A route that units reach through an id is either in OF_A_UNIT or names a shared thing."""
    shared = {"filename", "plan_id", "year", "token"}
    for rule in rules(app):
        if "unit" in ROUTES[rule.endpoint] and rule.arguments - shared:
            assert rule.endpoint in OF_A_UNIT, f"add {rule.endpoint} to OF_A_UNIT"


def test_what_is_open_to_all_is_named_here(app):
    open_routes = {endpoint for endpoint, roles in ROUTES.items() if roles == OPEN}
    assert open_routes <= {
        "static",
        "htmx.script",
        "language.choose",
        "auth.sign_in",
        "auth.enter",
        "health.healthz",
        "receipt.paper",
        "receipt.acknowledge",
    }


@pytest.mark.parametrize("role", ["admin", "unit"])
def test_a_change_without_proof_of_its_origin_is_refused_everywhere(app, client_as, world, role):
    wrong = []
    for rule in rules(app):
        for method in methods(rule) - {"GET"}:
            client = client_as(role, unit=OWN if role == "unit" else None)
            del client.environ_base["HTTP_SEC_FETCH_SITE"]
            answer = client.open(
                address(app, rule, world[OWN]),
                method=method,
                headers={"Origin": "https://elsewhere.example", "HX-Request": "true"},
            )
            if answer.status_code != 403:
                wrong.append(f"{method} {rule}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
