"""htmx: the request object, the script from its installed package, `Vary`."""

from importlib.resources import files

from flask import Blueprint, Flask, Response, send_file
from flask_htmx import HTMX

from app.auth.gate import OPEN, access

htmx = HTMX()
blueprint = Blueprint("htmx", __name__)


@blueprint.get("/htmx.js")
@access(*OPEN)
def script() -> Response:
    path = files("js_lib_htmx") / "static" / "htmx" / "htmx.min.js"
    return send_file(str(path), mimetype="text/javascript", max_age=86400)


def _vary(response: Response) -> Response:
    response.headers.add("Vary", "HX-Request")
    return response


def install(app: Flask) -> None:
    htmx.init_app(app)
    app.register_blueprint(blueprint)
    app.after_request(_vary)
