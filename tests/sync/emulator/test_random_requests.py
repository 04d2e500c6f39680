"""Requests drawn from Google's own schema are applied or refused, never an internal error."""

import json
import random
from typing import Any

import pytest

from sync.emulator.batch.apply import KINDS
from sync.emulator.emulator import Emulator, Exchange
from sync.emulator.messages import Request
from sync.emulator.seeding import Tab
from tests.sync.discovery import apis, deviations

Json = dict[str, Any]
MASKS = ["*", "userEnteredValue", "title", "note", "userEnteredFormat.backgroundColor"]
TEXTS = ["", "a", "A1", "=A1+1", "T", "0"]
NUMBERS = [0, 0, 0, 1, 1, 2, 3, 4, 5, 9, 100, -1]
REQUESTS = 40


class Draw:
    """Random values of the schemas of the discovery document."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - no secret
        self.schemas: Json = apis()[0].document["schemas"]

    def value(self, schema: Json, depth: int = 0, name: str = "") -> Any:
        schema = self.schemas.get(schema.get("$ref", ""), schema)
        kind = schema.get("type")
        if kind == "object":
            return self.record(schema, depth)
        if kind == "array":
            count = self.random.randint(0, 2)
            return [self.value(schema["items"], depth + 1) for _ in range(count)]
        if kind == "string":
            choices = schema.get("enum") or (MASKS if name == "fields" else TEXTS)
            return self.random.choice(choices)
        if kind == "boolean":
            return self.random.random() < 0.5
        return self.random.choice(NUMBERS)

    def record(self, schema: Json, depth: int) -> Json:
        if depth > 5:
            return {}
        share = 0.7 if depth < 3 else 0.4
        return {
            name: self.value(inner, depth + 1, name)
            for name, inner in schema.get("properties", {}).items()
            if self.random.random() < share
        }


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_any_request_of_a_kind_is_applied_or_refused(kind: str) -> None:
    draw, emulator = Draw(len(kind)), Emulator()
    schema = draw.schemas["Request"]["properties"][kind]
    for _ in range(REQUESTS):
        rows: list[list[Any]] = [[1, 2, "x"], ["=A1", "y", True]]
        emulator.seed("b", "b", [Tab("T", rows, size=(10, 6)), Tab("U", size=(5, 5))])
        body = {"requests": [{kind: draw.value(schema)}], "includeSpreadsheetInResponse": True}
        sent = json.dumps(body).encode()
        request = Request("POST", "/v4/spreadsheets/b:batchUpdate", body=sent)
        answer = emulator.handle(request)
        assert answer.status in (200, 400), body
        if answer.status == 200:
            answers = [d for d in deviations([Exchange(request, answer)]) if ": answer " in d]
            assert answers == [], body
