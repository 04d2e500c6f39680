"""The pages of linked sheets: the list, one link, rounds."""

from dataclasses import dataclass

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import entry_words
from app.auth.gate import EVERYONE, STAFF, access, viewer
from app.config import Config
from app.db import get_db
from app.htmx import htmx
from app.sheets import engine, files, job_queries, jobs, queries, undo_queries, words
from app.sheets.job_queries import Job
from app.sheets.jobs import Made
from app.sheets.queries import LinkLine
from sync import base, exports, journal
from sync.engine import Engine, Progress

blueprint = Blueprint("sheets", __name__, url_prefix="/sheets")

Page = Response | str | tuple[str, int]


def config() -> Config:
    found: Config = current_app.config["SOVIEC"]
    return found


def sheet_url(spreadsheet: str, sheet: int) -> str:
    """Where a person opens the tab: at Google, or on the local server."""
    origin = config().sheets_origin or "https://docs.google.com"
    return f"{origin}/spreadsheets/d/{spreadsheet}/edit#gid={sheet}"


def fetch(link_id: int) -> LinkLine:
    found = queries.links(get_db(), link=link_id)
    if not found:
        abort(404)
    return found[0]


@blueprint.get("/")
@access(*STAFF)
def listing() -> str:
    db = get_db()
    links = queries.links(db)
    linked = {link.checklist_id for link in links}
    return render_template(
        "sheets/page.html",
        links=links,
        without=[t for t in queries.targets(db) if t.checklist_id not in linked],
        job=jobs.current(db),
        last=queries.last_round(db),
        health=words.health,
        sheet_url=sheet_url,
        left=len(base.uncleared_ids(db)),
        conflicts=sum(link.conflicts for link in links),
        questions=sum(link.questions for link in links),
        trouble=_trouble(links),
        time_left=words.time_left,
        rate=config().reads_per_minute,
    )


def _trouble(links: list[LinkLine]) -> str | None:
    """One banner for what keeps all sheets from being read: they tell the same."""
    failed = [link.message for link in links if link.state == "failed"]
    same = len(set(failed)) == 1 and len(failed) > 1 and len(failed) == len(links)
    return failed[0] if same else None


@dataclass(frozen=True, slots=True)
class Shown:
    """A link beside a checklist, as this person may see it."""

    link: LinkLine
    name: str
    tone: str
    url: str


@blueprint.get("/panel/<int:checklist_id>")
@access(*EVERYONE)
def panel(checklist_id: int) -> str:
    """What the checklist's page shows of its sheets."""
    db, person = get_db(), viewer()
    unit = queries.unit_of(db, checklist_id)
    if unit is None or not person.sees_unit(unit):
        abort(404)
    links = queries.links(db, checklist=checklist_id)
    shown = [
        Shown(
            link,
            *words.health(link.state, read_only=link.read_only),
            sheet_url(link.spreadsheet_id, link.sheet_id),
        )
        for link in links
    ]
    return render_template(
        "sheets/_panel.html",
        shown=shown,
        checklist_id=checklist_id,
        staff=person.is_staff,
        open_year=bool(queries.targets(db, checklist_id)),
    )


@blueprint.post("/sync")
@access(*STAFF)
def sync_now() -> Page:
    """Begin a round over all links, or those of one checklist; the page shows how far it is.

    `dry`: the same plan, shown without doing it.
    """
    db = get_db()
    checklist = request.form.get("checklist", type=int)
    links = [link.id for link in queries.links(db, checklist=checklist)]
    if not links:
        flash(_("Chưa nối bảng nào. Hãy nối bảng của đơn vị trước."), "warn")
        return redirect(url_for("sheets.listing"), 303)
    by, dry = viewer().name, "dry" in request.form

    def work(sync: Engine, progress: Progress) -> Made:
        return Made(sync.run(links, dry_run=dry, by=by, progress=progress).run)

    return begin(work)


def begin(work: jobs.Work) -> Page:
    """Start the work beside this request; the answer shows how far it is."""
    with engine.online(get_db()):
        pass  # refused here, on the page, where the office has no account
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    job = jobs.start(app, work, viewer().name)
    return redirect(url_for("sheets.job", job_id=job), 303)


@blueprint.get("/jobs/<int:job_id>")
@access(*STAFF)
def job(job_id: int) -> Page:
    """How far a round is; it turns into the run's page when it ends."""
    found = job_queries.job(get_db(), job_id)
    if found is None:
        abort(404)
    if found.run_id is not None and not found.error:
        return _onward(url_for("sheets.run", run_id=found.run_id))
    template = "sheets/_job.html" if htmx else "sheets/job.html"
    return render_template(
        template, job=found, at_work=jobs.alive(found), left=_left(found), error=found.error
    )


def _onward(url: str) -> Response:
    if not htmx:
        return redirect(url)
    answer = Response()
    answer.headers["HX-Redirect"] = url
    return answer


def _left(job: Job) -> str:
    return words.time_left(job.seconds_left, config().reads_per_minute) if job.total else ""


@blueprint.get("/runs")
@access(*STAFF)
def runs() -> str:
    found = [run for run in journal.runs(get_db()) if run.kind != "dry"]
    return render_template("sheets/runs.html", runs=found, kinds=words.kinds())


@blueprint.get("/runs/<int:run_id>")
@access(*STAFF)
def run(run_id: int) -> str:
    """What came, what went, what waits, per unit."""
    db = get_db()
    found = journal.run(db, run_id)
    if found is None:
        abort(404)
    return render_template(
        "sheets/run.html",
        run=found,
        kinds=words.kinds(),
        outcomes=words.outcomes(),
        fields=words.carried(),
        shown=entry_words.shown,
        names=queries.unit_names(db),
        undone=undo_queries.undone_by(db, run_id),
    )


@blueprint.post("/runs/<int:run_id>/undo")
@access(*STAFF)
def undo(run_id: int) -> Page:
    by = viewer().name
    if exports.is_from_file(get_db(), run_id):
        back = files.wired(get_db()).undo(run_id, by=by).run
        return redirect(url_for("sheets.run", run_id=back), 303)

    def work(sync: Engine, _progress: Progress) -> Made:
        return Made(sync.undo(run_id, by=by).run)

    return begin(work)
