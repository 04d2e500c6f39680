"""The command line: how every command answers and refuses."""

import errno
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import IO, Any

import click
from flask.cli import AppGroup
from flask_babel import gettext as _
from sqlite_utils.utils import sqlite3

from app.db import trouble
from sync.core.refusal import Refused


class OneLine(click.ClickException):
    """A sentence for the person at the keyboard, whatever names it quotes; exit status 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(" ".join(self.message.split()), file=file, err=file is None)


@contextmanager
def one_line() -> Iterator[None]:
    """A refusal ends the command with one line on stderr, exit status 1."""
    try:
        yield
    except Refused as refusal:
        raise OneLine(refusal.message) from refusal
    except sqlite3.DatabaseError as error:
        words = trouble(error)
        if words is None:
            raise  # a fault of the program, to be seen as it is
        raise OneLine(words) from error
    except (OverflowError, UnicodeEncodeError) as error:
        raise OneLine(
            _("Có số quá lớn hoặc chữ sai mã trong lệnh. Hãy kiểm tra lại những gì đã gõ.")
        ) from error
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # the reader went away: click ends quietly
        raise OneLine(
            _("Máy không đọc, ghi được tệp (%(why)s). Hãy kiểm tra ổ đĩa.", why=str(error))
        ) from error


class Commands(AppGroup):
    """A group whose commands turn Refused into one line on stderr with exit status 1.

    Its commands run within an app context; the factory's COMMANDS lists the groups.
    """

    def invoke(self, ctx: click.Context) -> Any:
        with one_line():
            return super().invoke(ctx)


class Single(click.Command):
    """The same for a command that stands alone."""

    def invoke(self, ctx: click.Context) -> Any:
        with one_line():
            return super().invoke(ctx)


class Later(click.Command):
    """A command whose module is imported when it is run: no server needs what it needs."""

    def __init__(self, name: str, module: str, short_help: str) -> None:
        super().__init__(name, short_help=short_help)
        self.module = module

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        command: click.Command = import_module(self.module).command
        return command.make_context(info_name, args, parent, **extra)


json_option: Callable[..., Any] = click.option(
    "--json", "as_json", is_flag=True, help="In một tài liệu JSON."
)
plan_argument: Callable[..., Any] = click.argument("plan", metavar="PLAN")
unit_argument: Callable[..., Any] = click.argument("unit", metavar="UNIT")
year_option: Callable[..., Any] = click.option("--year", type=int, help="Năm của bảng kiểm.")


def print_json(document: object) -> None:
    """One JSON document on stdout and nothing else there."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
