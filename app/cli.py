"""The command line: how every command answers and refuses."""

import json
from collections.abc import Callable
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup

from sync.core.refusal import Refused


class Commands(AppGroup):
    """A group whose commands turn Refused into one line on stderr with exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refused as refusal:
            raise click.ClickException(refusal.message) from refusal


json_option: Callable[..., Any] = click.option(
    "--json", "as_json", is_flag=True, help="In một tài liệu JSON."
)
plan_argument: Callable[..., Any] = click.argument("plan", metavar="PLAN")
unit_argument: Callable[..., Any] = click.argument("unit", metavar="UNIT")
year_option: Callable[..., Any] = click.option("--year", type=int, help="Năm của bảng kiểm.")


def print_json(document: object) -> None:
    """One JSON document on stdout and nothing else there."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def install(app: Flask) -> None:
    for group in GROUPS:
        app.cli.add_command(group)


GROUPS: tuple[click.Command, ...] = ()
