"""The oracle of the reader and its documents, where they are at hand beside the checkout."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SHARED = Path(__file__).parents[3] / "../shared"


def oracle() -> ModuleType:
    """judge_reader.py as a module; skips where it is absent."""
    path = SHARED / "oracles/judge_reader.py"
    if not path.exists():
        pytest.skip("the oracle of the reader is not at hand")
    spec = importlib.util.spec_from_file_location("judge_reader", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged() -> Iterator[tuple[dict[str, Any], Path]]:
    """Each truth with the text it is about."""
    for truth in sorted((SHARED / "documents").glob("*.truth.json")):
        name = truth.name.removesuffix(".truth.json")
        text = SHARED / f"documents/{name}.txt"
        if not text.exists():
            text = SHARED / f"seed/{name}.txt"
        yield json.loads(truth.read_text("utf-8")), text


def documents() -> list[Path]:
    """Every document at hand, texts and originals."""
    folders = (SHARED / "documents", SHARED / "documents/originals", SHARED / "seed")
    kinds = {".txt", ".docx", ".pdf", ".doc"}
    return [p for folder in folders for p in sorted(folder.glob("*")) if p.suffix in kinds]
