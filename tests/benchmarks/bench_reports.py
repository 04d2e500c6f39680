"""The pages of a year, 150 units and 3 plans, beside the page for signing in, in one run.

All are called as WSGI callables in turn and count processor time. The page for signing in is the
layout and nothing else: what a page costs above it is its own.
"""

import sys
import tempfile
from pathlib import Path
from time import process_time

from app.auth import user_queries
from app.clock import now
from app.db import connect, migrate, write_tx
from tests.benchmarks.bench_checklist import caller, median, product
from tests.reports.test_queries import PAGES, fill


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "year.db"
        migrate(path)
        db = connect(path)
        plan = fill(db)
        with write_tx(db):
            user_queries.add_user(db, "vanphong", "none", "district", None, now())
        app, cookie = product(path)
        calls = [caller(app, url.format(plan=plan), cookie) for url in PAGES.values()]
        *ours, floor = median([*calls, caller(app, "/sign-in")], process_time)
        for name, mine in zip(PAGES, ours, strict=True):
            sys.stdout.write(
                f"{name}: {mine:.1f} ms, signing in {floor:.1f} ms, {mine / floor:.1f} times\n"
            )


if __name__ == "__main__":
    main()
