"""Ranges that are kept with a sheet follow its structural edits."""

from sync.emulator.areas import Edit, moved_range
from sync.emulator.book import Book, Sheet
from sync.emulator.shapes import Json

RANGED_LISTS = ("merges", "protectedRanges", "filterViews", "bandedRanges")
GROUPS = {"ROWS": "rowGroups", "COLUMNS": "columnGroups"}


def follow(book: Book, sheet: Sheet, edit: Edit) -> None:
    """Move merges, filters, groups, protected and named ranges; drop what nothing is left of."""
    parts = sheet.parts
    for key in RANGED_LISTS:
        if key in parts:
            parts[key] = _moved(parts[key], edit, sheet.id)
    if "merges" in parts:
        parts["merges"] = [m.json() for m in sheet.merges() if m.height * m.width > 1]
    groups = GROUPS[edit.dimension]
    if groups in parts:
        parts[groups] = _moved_groups(parts[groups], edit)
    if "conditionalFormats" in parts:
        rules = [
            {**rule, "ranges": _moved(rule["ranges"], edit, sheet.id)}
            for rule in parts["conditionalFormats"]
        ]
        parts["conditionalFormats"] = [rule for rule in rules if rule["ranges"]]
    if "basicFilter" in parts:
        kept = _moved([parts.pop("basicFilter")], edit, sheet.id)
        if kept:
            parts["basicFilter"] = kept[0]
    book.named_ranges = _moved(book.named_ranges, edit, sheet.id)


def _moved(entries: list[Json], edit: Edit, sheet_id: int) -> list[Json]:
    """The entries (ranges, or objects with a ``range``) that are left after the edit."""
    result = []
    for entry in entries:
        moved = moved_range(entry.get("range", entry), edit, sheet_id)
        if moved is not None:
            result.append({**entry, "range": moved} if "range" in entry else moved)
    return result


def _moved_groups(groups: list[Json], edit: Edit) -> list[Json]:
    result = []
    for group in groups:
        span = edit.span((group["range"]["startIndex"], group["range"]["endIndex"]))
        if span:
            moved = {**group["range"], "startIndex": span[0], "endIndex": span[1]}
            result.append({**group, "range": moved})
    return result
