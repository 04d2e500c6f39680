"""The local Sheets server is a package of its own, in small modules."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[3] / "sync" / "emulator"
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_small_and_imports_nothing_of_the_rest(module: Path) -> None:
    ours = [name for name in imported(module) if name.split(".")[0] in ("app", "sync")]
    assert [name for name in ours if not name.startswith("sync.emulator")] == []
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 300
