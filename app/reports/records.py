"""All SQL that writes a year's papers; the caller holds the transaction."""

from dataclasses import asdict

from sqlite_utils import Database

from app.reports.queries import OwnPlan, Report


def set_due(db: Database, year: int, period: str, due: str | None) -> None:
    """Set a period's due day; None takes it away."""
    db.conn.execute("DELETE FROM report_due WHERE year = ? AND period = ?", [year, period])
    if due is not None:
        db.conn.execute(
            "INSERT INTO report_due (year, period, due) VALUES (?, ?, ?)", [year, period, due]
        )


def save_own_plan(db: Database, unit_id: int, year: int, plan: OwnPlan | None) -> None:
    """None: the unit has no plan of its own."""
    where = {"unit": unit_id, "year": year}
    db.conn.execute("DELETE FROM own_plan WHERE unit_id = :unit AND year = :year", where)
    if plan is not None:
        db.conn.execute(
            """
            INSERT INTO own_plan (unit_id, year, number, dated, link)
            VALUES (:unit, :year, :number, :dated, :link)
            """,
            where | asdict(plan),
        )


def save_report(db: Database, unit_id: int, year: int, period: str, report: Report | None) -> None:
    """None: no such report came in."""
    where = {"unit": unit_id, "year": year, "period": period}
    db.conn.execute(
        "DELETE FROM report WHERE unit_id = :unit AND year = :year AND period = :period", where
    )
    if report is not None:
        db.conn.execute(
            """
            INSERT INTO report (unit_id, year, period, number, received, state, reason, link)
            VALUES (:unit, :year, :period, :number, :received, :state, :reason, :link)
            """,
            where | asdict(report),
        )


def add_inspection(db: Database, unit_id: int, year: int, values: dict[str, object]) -> None:
    """`values`: kind, held_on, conclusion, asked, done. The same once more (a button pressed
    twice) adds nothing."""
    db.conn.execute(
        """
        INSERT INTO inspection (unit_id, year, kind, held_on, conclusion, asked, done)
        SELECT :unit, :year, :kind, :held_on, :conclusion, :asked, :done
        WHERE NOT EXISTS (
            SELECT 1 FROM inspection
            WHERE unit_id = :unit AND year = :year AND kind = :kind AND held_on IS :held_on
                AND conclusion IS :conclusion AND asked IS :asked AND done = :done
        )
        """,
        {"unit": unit_id, "year": year} | values,
    )


def save_inspection(
    db: Database, unit_id: int, inspection_id: int, values: dict[str, object]
) -> None:
    """The same values of one that stands; another unit's is not touched."""
    db.conn.execute(
        """
        UPDATE inspection
        SET kind = :kind, held_on = :held_on, conclusion = :conclusion, asked = :asked,
            done = :done
        WHERE id = :id AND unit_id = :unit
        """,
        {"id": inspection_id, "unit": unit_id} | values,
    )


def delete_inspection(db: Database, unit_id: int, inspection_id: int) -> None:
    """One that was entered by mistake; another unit's is not touched."""
    db.conn.execute("DELETE FROM inspection WHERE id = ? AND unit_id = ?", [inspection_id, unit_id])
