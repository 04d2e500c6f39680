import socket
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner


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
