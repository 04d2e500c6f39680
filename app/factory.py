"""The one place that wires the parts together."""

from collections.abc import Callable

import click
from flask import Flask

from app import db, db_commands, errors, health, htmx, i18n, logs, navigation, serve
from app.auth import commands as user_commands
from app.auth import gate, headers, origin, sessions
from app.auth.routes import blueprint as auth
from app.auth.user_routes import blueprint as users
from app.checklists import commands as checklist_commands
from app.checklists.assign_routes import blueprint as assign
from app.checklists.entry_routes import blueprint as entries
from app.checklists.routes import blueprint as checklists
from app.checklists.sheet import ChecklistReplica
from app.cli import Later
from app.config import Config
from app.handover.routes import blueprint as handover
from app.language_routes import blueprint as language
from app.overview.routes import blueprint as overview
from app.plans import commands as plan_commands
from app.plans.review_routes import blueprint as review
from app.plans.revision_routes import blueprint as revision
from app.plans.routes import blueprint as plans
from app.received import commands as received_commands
from app.received.link_routes import blueprint as receipt
from app.received.routes import blueprint as received
from app.received.row_routes import blueprint as received_row
from app.reports import commands as report_commands
from app.reports.closing_routes import blueprint as year_end
from app.reports.plan_routes import blueprint as plan_year
from app.reports.routes import blueprint as reports
from app.reports.unit_routes import blueprint as unit_year
from app.settings.routes import blueprint as settings
from app.setup import commands as setup
from app.sheets import commands as sheet_commands
from app.sheets import file_commands as sheet_file_commands
from app.sheets import jobs as sheet_jobs
from app.sheets.account_routes import blueprint as sheet_account
from app.sheets.file_routes import blueprint as sheet_files
from app.sheets.left_routes import blueprint as sheet_left
from app.sheets.link_routes import blueprint as sheet_link
from app.sheets.make_routes import blueprint as sheet_make
from app.sheets.many_routes import blueprint as sheet_many
from app.sheets.routes import blueprint as sheets
from app.sheets.waiting_routes import blueprint as sheet_waiting
from app.units import commands as unit_commands
from app.units.change_routes import blueprint as unit_changes
from app.units.import_routes import blueprint as unit_import
from app.units.routes import blueprint as units

BLUEPRINTS = (
    health.blueprint,
    language,
    auth,
    users,
    settings,
    units,
    unit_changes,
    unit_import,
    overview,
    plans,
    review,
    revision,
    assign,
    checklists,
    entries,
    received,
    received_row,
    receipt,
    reports,
    unit_year,
    plan_year,
    year_end,
    handover,
    sheets,
    sheet_link,
    sheet_left,
    sheet_make,
    sheet_many,
    sheet_waiting,
    sheet_account,
    sheet_files,
)
COMMANDS: tuple[click.Command, ...] = (
    db_commands.group,
    serve.command,
    setup.command,
    user_commands.group,
    unit_commands.group,
    plan_commands.group,
    *checklist_commands.COMMANDS,
    received_commands.group,
    *report_commands.COMMANDS,
    *sheet_commands.COMMANDS,
    *sheet_file_commands.COMMANDS,
    click.Group(
        "emulator",
        help="Máy chủ Sheets cục bộ.",
        commands=[Later("run", "app.emulator_command", "Chạy máy chủ Sheets cục bộ.")],
    ),
    Later("demo", "app.demo.command", "Chạy thử với dữ liệu mẫu; dừng bằng Ctrl-C."),
)

WEEKLY: tuple[Callable[[Flask], object], ...] = (sheet_jobs.weekly,)
"""What the weekly job does after its copy of the database, in this order."""


def create_app(config: Config | None = None) -> Flask:
    """The application; without `config` it reads the environment."""
    config = config or Config.from_env()
    app = Flask(
        __name__,
        template_folder="../templates",
        static_folder="static",
        instance_path=str(config.database.parent.resolve()),
    )
    app.config.update(
        SOVIEC=config,
        SECRET_KEY=config.secret_key,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        MAX_CONTENT_LENGTH=60 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=8 * 1024 * 1024,  # a list of 5000 units, percent-encoded
    )
    # No redirect to the same page with one slash more or less: it would name the host and scheme
    # that the request bears, which behind a proxy with TLS are not those the visitor uses.
    app.url_map.strict_slashes = app.url_map.merge_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    i18n.install(app)
    navigation.install(app)
    errors.install(app)
    logs.install(app)
    htmx.install(app)
    sessions.install(app)
    origin.install(app)
    gate.install(app)
    headers.install(app)
    db.install(app)
    app.extensions["weekly"] = WEEKLY
    app.extensions["local_replica"] = ChecklistReplica
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        _add_command(app.cli, command)
    return app


def _add_command(cli: click.Group, command: click.Command) -> None:
    """Several features give commands to one group: `plan read`, `plan assign`."""
    known = cli.commands.get(command.name or "")
    if isinstance(known, click.Group) and isinstance(command, click.Group):
        for part in command.commands.values():
            known.add_command(part)
    else:
        cli.add_command(command)
