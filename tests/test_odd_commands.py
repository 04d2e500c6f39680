"""Whatever is typed after `flask`, the answer is done, one line of why not, or how it is used."""

import random

import pytest

from tests.samples import assigned

COMMANDS = (
    *("db check", "db backup", "db restore", "plan read", "plan import", "plan list"),
    *("plan assign", "plan update", "unit import", "user add", "user password", "google use"),
    *("google check", "year close", "checklist show", "checklist set", "checklist add"),
    *("checklist export", "checklist import", "sheet inspect", "sheet link", "sheet unlink"),
    *("sheet adopt", "sync run", "sync undo", "sync status", "sync conflicts", "sync settle"),
    *("received export", "report export"),
)
WORDS = (
    *("1", "0", "-1", "²", "9" * 25, "XTL", "xtl", "II.1.1", "state", "done", "percent", "101"),
    *("2020", "1989", "--year", "2020", "--year", "9" * 11, "--json", "--unit", "--plan", "--yes"),
    *("--dry-run", "--column", "99999", "--role", "unit", "", "\udcff", "/dev/null", "/", "-o"),
    *("/nonexistent", "nhiều\ndòng", "a" * 5000, "local", "both", "--allow", "--", "-x", "due"),
    *("31/02/2020", "verified", "maybe", "--format", "docx", "csv", "ke-hoach.bin"),
)


@pytest.mark.parametrize("seed", range(4))
def test_no_command_line_ends_in_a_traceback(app, db, runner, tmp_path, monkeypatch, seed):
    monkeypatch.chdir(tmp_path)
    with app.app_context():
        assigned(db, "XTL")
    dice = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(100):
        args = [*dice.choice(COMMANDS).split(), *dice.choices(WORDS, k=dice.randint(0, 7))]
        ended = runner.invoke(args=args, input="abc\n")
        assert ended.exit_code in (0, 1, 2), args
        assert isinstance(ended.exception, SystemExit | None), (args, ended.exception)
        if ended.exit_code == 1:
            assert len(ended.stderr.splitlines()) == 1, (args, ended.stderr)
