"""The papers of a plan's year: the A4 page, drafts of reports, the inspection sheet."""

from flask import Blueprint, Response, abort, render_template, request

from app.auth.gate import EVERYONE, STAFF, access, viewer
from app.clock import today
from app.db import get_db
from app.papers.paper import Paper
from app.papers.pdf import to_pdf
from app.papers.word import to_docx
from app.reports import consolidated, drafts, queries, summary, times
from app.reports import work_queries as work
from app.reports.queries import Unit
from app.reports.work_queries import Plan
from app.settings import queries as settings

blueprint = Blueprint("plan_year", __name__, url_prefix="/reports/plans/<int:plan_id>/<int:year>")

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def fetch(plan_id: int, year: int) -> Plan:
    """The plan, if any unit has it in that year; else 404."""
    db = get_db()
    plan = work.plan(db, plan_id)
    if plan is None or not work.has_year(db, plan_id, year):
        abort(404)
    return plan


def fetch_unit(plan: Plan, code: str, year: int) -> Unit:
    """A unit that has the plan in that year and that this person sees; else 404."""
    unit = queries.unit(get_db(), code, year)
    if unit is None or not viewer().sees_unit(unit.id):
        abort(404)
    if not work.entries(get_db(), plan.id, unit.id, year):
        abort(404)
    return unit


def download(paper: Paper, form: str, name: str) -> Response:
    """The paper in a format; `name` without its ending."""
    if form not in TYPES:
        abort(404)
    content = to_docx(paper) if form == "docx" else to_pdf(paper)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(content, mimetype=TYPES[form], headers=headers)


@blueprint.get("/page")
@access(*STAFF, "viewer")
def page(plan_id: int, year: int) -> str:
    """One A4 side, printed from the browser."""
    db, plan = get_db(), fetch(plan_id, year)
    return render_template(
        "reports/summary.html",
        plan=plan,
        year=year,
        today=today(),
        office=settings.office(db),
        summary=summary.summary(db, plan, year, times.local_minute()),
    )


@blueprint.get("/page.<form>")
@access(*STAFF, "viewer")
def page_file(plan_id: int, year: int, form: str) -> Response:
    plan = fetch(plan_id, year)
    made = summary.paper(get_db(), plan, year, times.local_minute(), request.args.get("profile"))
    return download(made, form, f"tinh-hinh-{plan.id}-{year}")


@blueprint.get("/report.<form>")
@access(*STAFF, "viewer")
def report(plan_id: int, year: int, form: str) -> Response:
    """The consolidated report."""
    plan = fetch(plan_id, year)
    profile = request.args.get("profile")
    made = consolidated.report(get_db(), plan, year, times.local_minute(), profile)
    return download(made, form, f"bao-cao-{plan.id}-{year}")


@blueprint.get("/units/<code>/report.<form>")
@access(*EVERYONE)
def unit_report(plan_id: int, year: int, code: str, form: str) -> Response:
    plan = fetch(plan_id, year)
    unit = fetch_unit(plan, code, year)
    made = drafts.unit_report(get_db(), plan, unit, year, today())
    return download(made, form, f"bao-cao-{unit.id}-{plan.id}-{year}")


@blueprint.get("/units/<code>/inspection.<form>")
@access(*STAFF, "viewer")
def inspection(plan_id: int, year: int, code: str, form: str) -> Response:
    plan = fetch(plan_id, year)
    unit = fetch_unit(plan, code, year)
    made = drafts.inspection_sheet(get_db(), plan, unit, year, today())
    return download(made, form, f"phieu-kiem-tra-{unit.id}-{plan.id}-{year}")
