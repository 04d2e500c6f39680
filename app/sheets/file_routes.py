"""The pages of files: a checklist out as Excel, files in, one or many at once."""

from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import entry_words
from app.auth.gate import EVERYONE, STAFF, access, viewer
from app.db import get_db
from app.htmx import htmx
from app.sheets import file_queries, files, queries, words
from app.sheets.file_queries import FileHead
from app.sheets.files import MOST, Came, Upload
from sync.core.refusal import Refused
from sync.files import Taken
from sync.replicas.workbook_read import read_book

blueprint = Blueprint("sheet_files", __name__, url_prefix="/sheets")

Page = Response | str | tuple[str, int]
WRITERS = (*STAFF, "unit")


def fetch(checklist_id: int) -> FileHead:
    """The checklist, if this person sees its unit; else 404."""
    head = file_queries.head(get_db(), checklist_id)
    if head is None or not viewer().sees_unit(head.unit_id):
        abort(404)
    return head


@blueprint.get("/excel/<int:checklist_id>")
@access(*EVERYONE)
def page(checklist_id: int) -> str:
    """One checklist: take its file away, bring one in."""
    return _page(fetch(checklist_id))


def _page(head: FileHead, taken: Taken | None = None, *, error: str = "", dry: bool = True) -> str:
    return render_template(
        "sheets/_file_result.html" if htmx else "sheets/file.html",
        head=head,
        taken=taken,
        error=error,
        dry=dry,
        writes=viewer().writes_unit(head.unit_id) and not head.closed,
        staff=viewer().is_staff,
        **_words(),
    )


def _words() -> dict[str, object]:
    return {"fields": words.fields(), "shown": entry_words.shown, "outcomes": words.outcomes()}


@blueprint.get("/excel/<int:checklist_id>/file")
@access(*EVERYONE)
def export(checklist_id: int) -> Response:
    """The checklist as .xlsx; what it says is remembered as the base of its return."""
    head = fetch(checklist_id)
    data = files.export(get_db(), checklist_id, viewer().name)
    name = files.file_name(head.unit_code, head.plan, head.year)
    return send_file(BytesIO(data), files.MIME, as_attachment=True, download_name=name)


@blueprint.post("/excel/<int:checklist_id>")
@access(*WRITERS)
def take(checklist_id: int) -> Page:
    """Look at a file, or take it in (`act`: look or take)."""
    head = fetch(checklist_id)
    if not viewer().writes_unit(head.unit_id):
        abort(403)
    dry = request.form.get("act") != "take"
    try:
        (upload, *_more) = _uploads("file")
        taken = files.wired(get_db()).take(
            read_book(upload.data, upload.name),
            checklist_id,
            by=viewer().name,
            dry_run=dry,
            allow="allow" in request.form,
            unit_column=request.form.get("column", type=int),
        )
    except Refused as refusal:
        return _page(head, error=refusal.message), 422
    if dry or htmx:
        return _page(head, taken, dry=dry)
    flash(taken.unit.message or words.outcomes()[taken.unit.outcome][0], "ok")
    return redirect(url_for("sheet_files.page", checklist_id=checklist_id), 303)


def _uploads(name: str) -> list[Upload]:
    """The files that came with the form; Refused where there is none, or too many."""
    given = [one for one in request.files.getlist(name) if one.filename]
    if not given:
        raise Refused(_("Hãy chọn tệp .xlsx."))
    if len(given) > MOST:
        raise Refused(_("Mỗi lần nhận tối đa %(most)s tệp. Hãy chia làm nhiều lần.", most=MOST))
    return [Upload(one.filename or "", one.read()) for one in given]


@blueprint.get("/files")
@access(*STAFF)
def many() -> str:
    """Many files at once."""
    return _many([])


def _many(came: list[Came], *, error: str = "", dry: bool = True) -> str:
    return render_template(
        "sheets/_files_result.html" if htmx else "sheets/files.html",
        came=came,
        error=error,
        dry=dry,
        targets=queries.targets(get_db()),
        **_words(),
    )


@blueprint.post("/files")
@access(*STAFF)
def take_many() -> Page:
    """Look at the files, or take in those whose unit is known."""
    db = get_db()
    dry = request.form.get("act") != "take"
    targets = queries.targets(db)
    how = (viewer().name, dry)
    try:
        uploads = _uploads("files")
    except Refused as refusal:
        return _many([], error=refusal.message), 422
    came = [
        files.take_one(db, one, targets, request.form.get(f"whose-{place}", type=int), how)
        for place, one in enumerate(uploads)
    ]
    return _many(came, dry=dry)
