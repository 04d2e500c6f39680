"""The office's side of one checklist, and what people far away do to its files."""

from io import BytesIO

from openpyxl import Workbook, load_workbook

from app.checklists import changes
from app.checklists.sheet import ChecklistReplica
from sync.files import Files, Titles
from sync.replicas.local import Edit, Origin
from sync.replicas.workbook_layout import COLUMNS, HEADER_ROW
from sync.replicas.workbook_read import read_book
from sync.transaction import write_tx

AT = {column.field: index for index, column in enumerate(COLUMNS, 1)}


class Desk:
    """The office's side of one checklist, and files on somebody's disk."""

    def __init__(self, db):
        self.db, self.local = db, ChecklistReplica(db)
        self.files = Files(db, self.local)

    def office(self, key, field, value):
        with write_tx(self.db):
            origin = Origin("Cán bộ", "web", "2026-01-01T00:00:00Z")
            changes.apply(self.db, 1, [Edit(key, field, None, value)], origin)

    def export(self, checklist=1):
        titles = Titles("Kế hoạch năm", "Huyện Đoàn Mẫu", "Tỉnh Đoàn Mẫu")
        return self.files.export(checklist, titles, by="Cán bộ")

    def take(self, data, **how):
        checklist = how.pop("checklist", 1)
        return self.files.take(read_book(data, "bang.xlsx"), checklist, by="Cán bộ", **how)

    def values(self, key):
        found = self.local.read(1)
        return next(e.values for e in found.entries if e.key == key)

    def texts(self):
        return {e.key: e.text for e in self.local.read(1).entries}

    def stored(self):
        """All that is remembered but for the runs' own records."""
        names = self.db.conn.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sync_run'"
        ).fetchall()
        return {n: self.db.conn.execute(f"SELECT * FROM {n}").fetchall() for (n,) in names}  # noqa: S608


def edited(data, change):
    """The file as somebody saved it after editing."""
    book = load_workbook(BytesIO(data))
    change(book.worksheets[0])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def row_of(sheet, key):
    return next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, AT["key"]).value == key)


def put(key, **values):
    def change(sheet):
        for field, value in values.items():
            sheet.cell(row_of(sheet, key), AT[field]).value = value

    return change


def rows(sheet):
    """The lines of the table, keys with their cells."""
    first = HEADER_ROW + 1
    return [[c.value for c in line] for line in sheet.iter_rows(first, sheet.max_row)]


def own_file(*lines):
    book = Workbook()
    sheet = book.active
    sheet.append(["ĐOÀN XÃ SỐ 1 – THEO DÕI"])
    sheet.append(["TT", "Nội dung", "Trạng thái", "Kết quả"])
    for number, line in enumerate(lines, 1):
        sheet.append([number, *line])
    out = BytesIO()
    book.save(out)
    return out.getvalue()
