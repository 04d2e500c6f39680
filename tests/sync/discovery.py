"""Hold requests and answers of the Sheets and Drive APIs against Google's discovery documents.

`deviations(emulator.exchanges)` is what a test asks for; it must be empty.
"""

import functools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft202012Validator

from sync.emulator.emulator import Exchange
from sync.emulator.errors import ApiError
from sync.emulator.fields import Mask, parse

Json = dict[str, Any]

EXPLAINED = {
    r"^drive\.files\.get: unknown parameter includeItemsFromAllDrives": (
        "gspread sends it with files.get; Drive ignores it (recorded)"
    ),
    r"^PUT /upload/drive/v2/files/": "gspread imports CSV by version 2 of the Drive API",
    r"^POST /token": "the OAuth token endpoint belongs to no discovery document",
}
"""Deviations that are Google's or gspread's own, each with its reason. A JSON null for an unset
field of a request is one more: Google takes it as unset, so nulls are left out before checking."""

MASK_ROOTS = {
    "updateCells": "CellData",
    "repeatCell": "CellData",
    "appendCells": "CellData",
    "updateSheetProperties": "SheetProperties",
    "updateSpreadsheetProperties": "SpreadsheetProperties",
    "updateDimensionProperties": "DimensionProperties",
    "updateNamedRange": "NamedRange",
    "updateProtectedRange": "ProtectedRange",
    "updateFilterView": "FilterView",
    "updateDeveloperMetadata": "DeveloperMetadata",
    "updateDimensionGroup": "DimensionGroup",
}
"""The schema at which the `fields` of a batch request begin."""


@dataclass(frozen=True)
class Method:
    """One method of an API: how its path looks, which parameters and bodies it has."""

    id: str
    verb: str
    path: re.Pattern[str]
    parameters: Json
    request: str | None
    response: str | None


class Api:
    """One discovery document, its schemas turned into JSON Schema 2020-12."""

    def __init__(self, document: str) -> None:
        source = files("googleapiclient.discovery_cache.documents").joinpath(document)
        self.document: Json = json.loads(source.read_text(encoding="utf-8"))
        self.schemas = {name: converted(s) for name, s in self.document["schemas"].items()}
        self.methods = list(self._methods(self.document))

    def _methods(self, resource: Json) -> Iterable[Method]:
        for entry in resource.get("methods", {}).values():
            path = self.document["servicePath"] + entry.get("flatPath", entry["path"])
            places = [path]
            if "mediaUpload" in entry:
                places.append(entry["mediaUpload"]["protocols"]["simple"]["path"].lstrip("/"))
            for place in places:
                yield Method(
                    entry["id"],
                    entry["httpMethod"],
                    re.compile("/" + re.sub(r"\\\{\w+\\\}", r"([^/]+?)", re.escape(place)) + r"\Z"),
                    {**self.document["parameters"], **entry.get("parameters", {})},
                    entry.get("request", {}).get("$ref"),
                    entry.get("response", {}).get("$ref"),
                )
        for inner in resource.get("resources", {}).values():
            yield from self._methods(inner)

    def find(self, verb: str, path: str) -> Method | None:
        """The method of a request; one with more literal text in its path comes first."""
        fits = [m for m in self.methods if m.verb == verb and m.path.match(path)]
        return max(fits, key=lambda method: len(method.path.pattern), default=None)

    @functools.cache  # noqa: B019 - two documents live as long as the test run
    def validator(self, schema: str) -> Draft202012Validator:
        root = {"$ref": f"#/$defs/{schema}", "$defs": self.schemas}
        return Draft202012Validator(root)

    def errors(self, schema: str | None, value: Any) -> list[str]:
        """What is wrong with a value of that schema."""
        if schema is None:
            return [] if value in (None, {}) else ["a body where none belongs"]
        found = self.validator(schema).iter_errors(value)
        return [f"{error.json_path}: {error.message[:200]}" for error in found]

    def mask_errors(self, schema: str | None, text: str) -> list[str]:
        """The names of a field mask that the schema does not have."""
        try:
            mask = parse(text)
        except ApiError as error:
            return [error.message]
        return list(self._unknown(self.document["schemas"].get(schema, {}), mask, ""))

    def _unknown(self, schema: Json, mask: Mask, path: str) -> Iterable[str]:
        schema = schema.get("items", schema)
        schema = self.document["schemas"].get(schema.get("$ref"), schema)
        if "additionalProperties" in schema:
            return
        for name, below in mask.items():
            if name == "*":
                continue
            if name not in schema.get("properties", {}):
                yield f"no field {path}{name}"
            else:
                yield from self._unknown(schema["properties"][name], below, f"{path}{name}.")


def converted(schema: Json) -> Json:
    """A discovery schema as JSON Schema: closed objects, `any` open, `$ref` into `$defs`."""
    if "$ref" in schema:
        return {"$ref": "#/$defs/" + schema["$ref"]}
    kind = schema.get("type")
    if kind == "any" or kind is None:
        return {}
    if kind == "array":
        return {"type": "array", "items": converted(schema["items"])}
    if kind == "object":
        properties = {k: converted(v) for k, v in schema.get("properties", {}).items()}
        more = schema.get("additionalProperties")
        return {
            "type": "object",
            "properties": properties,
            "additionalProperties": converted(more) if more is not None else False,
        }
    result: Json = {"type": kind}
    if "enum" in schema:
        result["enum"] = schema["enum"]
    if schema.get("format") == "int32":
        result |= {"minimum": -(2**31), "maximum": 2**32 - 1}
    if schema.get("format") in ("int64", "uint64"):
        result["pattern"] = r"^-?\d+$"
    return result


@functools.cache
def apis() -> tuple[Api, Api]:
    """Sheets v4 and Drive v3."""
    return Api("sheets.v4.json"), Api("drive.v3.json")


def without_nulls(value: Any) -> Any:
    """The value without null fields; nulls within lists stay (they skip cells)."""
    if isinstance(value, dict):
        return {key: without_nulls(entry) for key, entry in value.items() if entry is not None}
    return [without_nulls(entry) for entry in value] if isinstance(value, list) else value


def deviations(exchanges: Iterable[Exchange]) -> list[str]:
    """Every unexplained deviation of these requests and their answers, each once."""
    found = {text: None for exchange in exchanges for text in checked(exchange)}
    return [text for text in found if not any(re.match(known, text) for known in EXPLAINED)]


def checked(exchange: Exchange) -> list[str]:
    """What one request and its answer do that the discovery documents do not know.

    A refused request is not held against them: it was refused. Its answer must be an error body.
    """
    request, response = exchange.request, exchange.response
    for api in apis():
        method = api.find(request.method, unquote(request.path))
        if method is not None:
            break
    else:
        return [f"{request.method} {request.path}: no such method"]
    found = []
    if response.dropped or response.status < 400:
        found += request_errors(api, method, exchange)
    if not response.dropped:
        found += [f"answer {text}" for text in response_errors(api, method, exchange)]
    return [f"{method.id}: {text}" for text in found]


def request_errors(api: Api, method: Method, exchange: Exchange) -> list[str]:
    request, found = exchange.request, []
    for name, values in request.query.items():
        known = method.parameters.get(name)
        if known is None:
            found.append(f"unknown parameter {name}")
        else:
            found += parameter_errors(name, known, values)
    for name, known in method.parameters.items():
        if known.get("required") and known["location"] == "query" and name not in request.query:
            found.append(f"missing parameter {name}")
    if request.query.get("fields"):
        found += api.mask_errors(method.response, request.query["fields"][-1])
    if request.body and not request.one("uploadType"):
        body = without_nulls(request.value())
        found += api.errors(method.request, body)
        if method.id == "sheets.spreadsheets.batchUpdate":
            found += batch_mask_errors(api, body)
    return found


def parameter_errors(name: str, known: Json, values: list[str]) -> list[str]:
    kinds = {"integer": r"-?\d+", "boolean": r"(?i:true|false)", "number": r"-?[\d.]+"}
    found = []
    if len(values) > 1 and not known.get("repeated"):
        found.append(f"parameter {name} given {len(values)} times")
    for value in values:
        pattern = kinds.get(known["type"], ".*")
        if not re.fullmatch(pattern, value, re.DOTALL):
            found.append(f"parameter {name} is no {known['type']}: {value!r}")
        if "enum" in known and value not in known["enum"]:
            found.append(f"parameter {name} has no choice {value!r}")
    return found


def batch_mask_errors(api: Api, body: Json) -> list[str]:
    found = []
    for request in body.get("requests", []):
        for kind, inner in request.items():
            if kind in MASK_ROOTS and inner.get("fields"):
                unknown = api.mask_errors(MASK_ROOTS[kind], inner["fields"])
                found += [f"{kind}.fields: {text}" for text in unknown]
    return found


def response_errors(api: Api, method: Method, exchange: Exchange) -> list[str]:
    response = exchange.response
    if response.status == 204 or not response.kind.startswith("application/json"):
        return []
    body = json.loads(response.body)
    if response.status >= 400:
        error = body.get("error", {})
        complete = error.get("code") == response.status and error.get("message")
        return [] if complete else ["an error body without code and message"]
    return api.errors(method.response, body)
