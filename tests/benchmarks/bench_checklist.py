"""A checklist's page and a tick beside their floor, in one run.

The floor is a bare Flask view that gives the same bytes from one SQLite query and one template
written without further thought; for the tick it also commits once with synchronous FULL. Both apps
are called as WSGI callables in turn, so that neither a server nor a client is measured. A page
counts processor time, a tick the time it takes, the disk's included.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from flask import Flask, render_template, request
from jinja2 import DictLoader
from sqlite_utils import Database
from werkzeug.test import EnvironBuilder

from app.auth import sessions, user_queries
from app.auth.viewer import Viewer
from app.clock import now
from app.config import Config
from app.db import connect, migrate, open_connection, write_tx
from app.factory import create_app

ITEMS = 20
ROUNDS = 400
WORDS = (
    "Đẩy mạnh tuyên truyền, vận động đoàn viên thanh niên thực hiện chủ trương, đường lối của "
    "Đảng, chính sách, pháp luật của Nhà nước; tập hợp đoàn kết thanh niên để thực hiện các mục "
    "tiêu phát triển kinh tế - xã hội."
)

STATES = (("todo", "Chưa làm"), ("doing", "Đang làm"), ("done", "Hoàn thành"))
FLOOR = """{{ head|safe }}{% for id, key, text, state, result in rows %}
  <li class="entry {{ state or 'none' }}" id="e{{ id }}">
    <p class="what"><span class="key">{{ key }}</span> {{ text }}</p>
    <form class="tick" method="post" action="/checklists/1/entries/{{ id }}/tick">
{{- '' }}<a class="detail" href="/checklists/1/entries/{{ id }}">Ghi kết quả</a>
{{- '' }}<input type="hidden" name="was" value="{{ state or 'none' }}"><span class="segmented">
{%- for value, name in states %}<button type="submit" name="state" value="{{ value }}"
{{- ' aria-pressed="'|safe -}}
{% if value == state %}true{% else %}false{% endif %}">{{ name }}</button>{% endfor %}</span>
{%- if not state %}<span class="silent">Chưa có thông tin</span>{% endif %}
{%- if state == 'done' %}<button type="submit" class="chip confirm" name="verified" value="1">
{{- '✓ Xác nhận' }}</button>{% endif %}</form>
{% if result %}      <dl><dt>Kết quả</dt><dd>{{ result }}</dd></dl>
{% endif %}
  </li>{% endfor %}
{{ foot|safe }}"""


def fill(path: Path) -> None:
    """One unit, one plan of twenty items, one checklist, one user."""
    migrate(path)
    db = connect(path)
    with write_tx(db):
        db.conn.execute("INSERT INTO unit (code, name) VALUES ('XTL', 'Đoàn xã Tân Lợi')")
        db.conn.execute(
            """
            INSERT INTO plan (title, status, source_name, source, source_lines, created_by,
                created_at)
            VALUES ('Kế hoạch Tháng Thanh niên', 'active', 'k.txt', x'', '[]', 'b', '2020')
            """
        )
        db.conn.execute("INSERT INTO checklist (plan_id, unit_id, year) VALUES (1, 1, 2020)")
        for i in range(1, ITEMS + 1):
            db.conn.execute(
                "INSERT INTO node (plan_id, position, key, role, marker, text)"
                " VALUES (1, ?, ?, 'item', '-', ?)",
                [i, f"II.{i}", WORDS],
            )
            db.conn.execute(
                "INSERT INTO entry (checklist_id, key, node_id, position, state, result)"
                " VALUES (1, ?, ?, 0, ?, ?)",
                [f"II.{i}", i, ("done", "doing", "todo", None)[i % 4], "2 cuộc" if i % 2 else None],
            )
        user_queries.add_user(db, "vanphong", "none", "district", None, now())
    db.close()


def product(path: Path) -> tuple[Flask, str]:
    """The intranet, a signed-in person's cookie."""
    app = create_app(Config(secret_key="for this run only", database=path))
    with app.app_context():
        person = sessions.start(connect(path), Viewer(1, "vanphong", "district", None))
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = person.id, True
    found = client.get_cookie("soviec")
    if found is None:
        raise SystemExit("the session has no cookie")
    return app, f"{found.key}={found.value}"


def around(html: str) -> dict[str, str]:
    """What stands before the first row, what after the last."""
    first, last = html.index('  <li class="entry'), html.rindex("</li>") + len("</li>")
    return {"head": html[:first], "foot": html[last:]}


def floor(path: Path, page_html: str, tick_html: str) -> Flask:
    """The bare views that give what the product gives."""
    app = Flask("floor")
    app.jinja_loader = DictLoader({"page.html": FLOOR})
    db: Database = open_connection(path)
    frames = {"page": around(page_html), "tick": around(tick_html)}

    @app.get("/page")
    def page() -> str:
        rows = db.conn.execute(
            """
            SELECT entry.id, entry.key, node.text, entry.state, entry.result
            FROM entry JOIN node ON node.id = entry.node_id WHERE entry.checklist_id = 1
            """
        ).fetchall()
        return render_template("page.html", rows=rows, states=STATES, **frames["page"])

    @app.post("/tick/<int:entry>")
    def tick(entry: int) -> str:
        db.conn.execute("BEGIN IMMEDIATE")
        rows = db.conn.execute(
            """
            UPDATE entry SET state = ? WHERE id = ?
            RETURNING id, key, (SELECT text FROM node WHERE node.id = node_id), state, result
            """,
            [request.form["state"], entry],
        ).fetchall()
        db.conn.execute("COMMIT")
        return render_template("page.html", rows=rows, states=STATES, **frames["tick"])

    return app


def same(ours: bytes, floors: bytes) -> None:
    """Both gave the same page, but for blanks."""
    one, other = (text.decode().split() for text in (ours, floors))
    if one != other:
        raise SystemExit(f"the floor gives another page: {set(one) ^ set(other)}")


def caller(
    app: Flask, url: str, cookie: str = "", data: dict[str, str] | None = None
) -> Callable[[], bytes]:
    """One request as a WSGI call."""
    headers = [("Cookie", cookie), ("Sec-Fetch-Site", "same-origin")]
    if data is not None:
        headers.append(("HX-Request", "true"))
    method = "GET" if data is None else "POST"
    builder = EnvironBuilder(url, method=method, data=data, headers=headers)
    environ = builder.get_environ()
    body = environ["wsgi.input"].read()

    def call() -> bytes:
        status: list[str] = []
        fresh = environ | {"wsgi.input": BytesIO(body)}

        def start(line: str, _headers: Any, _error: Any = None) -> Any:
            status.append(line)

        answer = app.wsgi_app(fresh, start)
        text = b"".join(answer)
        getattr(answer, "close", lambda: None)()
        if not status[0].startswith("200"):
            raise SystemExit(f"{url}: {status[0]} {text[:200]!r}")
        return text

    return call


def median(calls: list[Callable[[], bytes]], clock: Callable[[], float]) -> list[float]:
    """Milliseconds of each call, taken in turn."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for each, call in zip(times, calls, strict=True):
            began = clock()
            call()
            each.append((clock() - began) * 1000)
    return [statistics.median(each[ROUNDS // 10 :]) for each in times]


def ticks(app: Flask, url: str, cookie: str = "") -> Callable[[], bytes]:
    """Each call changes the state, so that each one commits."""
    turns = [
        caller(app, url, cookie, {"state": "doing", "was": "done"}),
        caller(app, url, cookie, {"state": "done", "was": "doing"}),
    ]

    def call() -> bytes:
        turns.append(turns.pop(0))
        return turns[-1]()

    return call


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, other = Path(folder) / "ours.db", Path(folder) / "floor.db"
        fill(path)
        fill(other)
        app, cookie = product(path)
        url = "/checklists/1/entries/4/tick"
        page, tick = caller(app, "/checklists/1/", cookie), ticks(app, url, cookie)
        bare = floor(other, page().decode(), tick().decode())
        tick()
        least = {"page": caller(bare, "/page"), "tick": ticks(bare, "/tick/4")}
        same(page(), least["page"]())
        for name, ours, clock in (("page", page, process_time), ("tick", tick, perf_counter)):
            size = len(ours())
            mine, base = median([ours, least[name]], clock)
            sys.stdout.write(
                f"{name} of {ITEMS} items, {size:,} bytes: {mine:.2f} ms, floor {base:.2f} ms,"
                f" {mine / base:.2f} times\n"
            )


if __name__ == "__main__":
    main()
