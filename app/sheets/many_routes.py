"""Linking many sheets at once: one list of addresses, previews, questions, one confirmation."""

from flask import Blueprint, redirect, render_template, request, url_for

from app.auth.gate import STAFF, access, viewer
from app.db import get_db
from app.sheets import many, queries
from app.sheets.jobs import Made
from app.sheets.routes import Page, begin, sheet_url
from sync.core.refusal import Refused
from sync.engine import Engine, Progress

blueprint = Blueprint("sheet_many", __name__, url_prefix="/sheets")


@blueprint.get("/many")
@access(*STAFF)
def paste() -> str:
    """A list to paste; it begins with the addresses that the units' own records hold."""
    targets = queries.targets(get_db())
    known = [
        f"{target.unit} {target.sheet_url}"
        for target in targets
        if target.sheet_url and not target.links
    ]
    text = "\n".join(dict.fromkeys(known))
    return render_template("sheets/many_paste.html", text=text, targets=targets, refuse="")


@blueprint.post("/many")
@access(*STAFF)
def look() -> Page:
    """The list; each preview is then loaded on its own. Nothing is stored."""
    text = request.form.get("addresses", "")
    try:
        found = many.lines(text)
    except Refused as refusal:
        targets = queries.targets(get_db())
        page = render_template(
            "sheets/many_paste.html", text=text, targets=targets, refuse=refusal.message
        )
        return page, 422
    return render_template("sheets/many.html", lines=found)


@blueprint.get("/many/row")
@access(*STAFF)
def row() -> str:
    """One spreadsheet of the list: whose, what would be added, what to ask."""
    name = request.args.get("name", "")
    place = many.named(name)
    looked = many.look(
        get_db(),
        place,
        request.args.get("beside", ""),
        request.args.get(f"checklist-{name}", type=int),
    )
    return render_template(
        "sheets/_many_row.html",
        looked=looked,
        targets=queries.targets(get_db()),
        url=sheet_url(place.spreadsheet_id, place.gid or 0),
    )


@blueprint.post("/many/link")
@access(*STAFF)
def store() -> Page:
    """Link all that were ticked, beside this request; the page shows how far it is."""
    pairs = []
    for name in request.form.getlist("link"):
        checklist = request.form.get(f"checklist-{name}", type=int)
        if checklist is not None:
            pairs.append((many.named(name), checklist))
    if not pairs:
        return redirect(url_for("sheet_many.paste"), 303)
    by = viewer().name

    def work(sync: Engine, progress: Progress) -> Made:
        return many.link_all(sync.db, sync, pairs, by, progress)

    return begin(work)
