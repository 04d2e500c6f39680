import json
import socket
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from sync.emulator.errors import ApiError
from sync.emulator.options import Options


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("options", "words"),
    [("{", "không phải là tệp JSON"), ("[]", "không phải là tệp JSON"), ('{"nope": 1}', "nope")],
)
def test_options_that_cannot_be_meant_are_refused_in_one_line(
    runner: FlaskCliRunner, tmp_path: Path, free_port: int, options: str, words: str
) -> None:
    file = tmp_path / "options.json"
    file.write_text(options, encoding="utf-8")
    run = runner.invoke(args=["emulator", "run", "--port", str(free_port), "--options", str(file)])
    assert run.exit_code == 1
    assert words in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_a_data_file_that_is_no_data_file_is_refused(
    runner: FlaskCliRunner, tmp_path: Path, free_port: int
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("ghi chú " * 200, encoding="utf-8")
    run = runner.invoke(args=["emulator", "run", "--port", str(free_port), "--data", str(file)])
    assert run.exit_code == 1
    assert "notes.txt" in run.stderr


@pytest.mark.parametrize(
    "options",
    [
        {"reads_per_minute": "x"},
        {"reads_per_minute": -1},
        {"writes_per_minute": True},
        {"writes_per_minute": 1.5},
        {"sharing": "yes"},
        {"foreign_ids": "bang-a"},
        {"foreign_ids": [1]},
        {"drive_lag_seconds": None},
        {"drive_lag_seconds": "2"},
        {"locale": 7},
        {"token_seconds": None},
        {"clock": 5},
        {"no_such_option": 1},
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_in_one_line(runner, tmp_path, free_port, options):
    (tmp_path / "o.json").write_text(json.dumps(options), encoding="utf-8")
    args = ["emulator", "run", "--port", str(free_port), "--options", str(tmp_path / "o.json")]
    result = runner.invoke(args=args)
    assert result.exit_code == 1
    assert next(iter(options)) in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_one_wrong_option_leaves_the_others_as_they_were():
    options = Options()
    with pytest.raises(ApiError):
        options.update({"sharing": True, "reads_per_minute": "x"})
    assert options == Options()
    options.update({"reads_per_minute": None, "drive_lag_seconds": 0.5, "writes_per_minute": 60})
    assert options.writes_per_minute == 60
