"""The received-by list in each of its four formats."""

from datetime import date

from sqlite_utils import Database

from app.papers.language import vietnamese
from app.papers.pdf import to_pdf
from app.papers.word import to_docx
from app.received import lists, sending
from app.received.document import paper
from app.received.queries import Plan

FORMATS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@vietnamese
def export(db: Database, plan: Plan, form: str, day: date, profile: str | None = None) -> bytes:
    """The whole file in one of FORMATS; groups not yet sent to open as of `day`."""
    lines = sending.lines(db, plan.id, day)
    if form == "csv":
        return lists.to_csv(lines)
    if form == "xlsx":
        return lists.to_xlsx(plan, lines)
    made = paper(db, plan, lines, day, profile)
    return to_docx(made) if form == "docx" else to_pdf(made)
