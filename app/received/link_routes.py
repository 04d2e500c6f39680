"""What a personal link opens, without an account: one paper, one button."""

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.auth.gate import OPEN, access
from app.clock import local_time, now, today
from app.db import get_db
from app.received import queries, receipts
from app.received.changes import Answer
from app.received.receipts import Linked

blueprint = Blueprint("receipt", __name__, url_prefix="/r")


def fetch(token: str) -> Linked:
    """What the link stands for; 404 alike for a guess, a revoked link, a site not public."""
    if current_app.config["SOVIEC"].public_url is None:
        abort(404)
    return receipts.linked(get_db(), token) or abort(404)


@blueprint.get("/<token>")
@access(*OPEN)
def paper(token: str) -> Response:
    """Reading acknowledges nothing: phones and chat programs open links by themselves."""
    found = fetch(token)
    answered = found.row.acknowledged_at
    page = make_response(
        render_template(
            "received/link.html",
            plan=found.plan,
            row=found.row,
            token=token,
            answered=local_time(answered) if answered else None,
            paper=queries.paper(get_db(), found.plan.id),
        )
    )
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page


@blueprint.post("/<token>")
@access(*OPEN)
def acknowledge(token: str) -> Response:
    """The one button; pressed again it changes nothing."""
    found = fetch(token)
    answer = Answer("link", found.row.name, now())
    receipts.acknowledge(get_db(), [found.row.id], today(), answer)
    return redirect(url_for("receipt.paper", token=token), 303)
