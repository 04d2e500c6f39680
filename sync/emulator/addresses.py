"""Which area of a spreadsheet a range text or a data filter means."""

from sync.emulator import a1, metadata
from sync.emulator.areas import Area
from sync.emulator.book import Book, Sheet, beyond_grid, whole
from sync.emulator.errors import ApiError, RequestError, invalid
from sync.emulator.shapes import Json


def unparsable(text: str) -> ApiError:
    return invalid(f"Unable to parse range: {text}")


def area_of(book: Book, text: str) -> Area:
    """The area of a range in A1 or R1C1 notation, a sheet's title or a named range.

    A bare name is a named range first; ``'Title'`` is the sheet (sheets-api.md 4.1). Raises
    ApiError 400 for what cannot be parsed or lies beyond the grid.
    """
    title, rest, in_quotes = a1.split_title(text)
    if title is None:
        return _bare(book, text)
    sheet = book.titled(title)
    if sheet is None:
        raise unparsable(text)
    if not rest and in_quotes:
        return sheet.all()
    return _within(book, sheet, rest, text)


def _bare(book: Book, text: str) -> Area:
    named = _named(book, text)
    if named is not None:
        return named
    sheet = book.titled(text)
    if sheet is not None:
        return sheet.all()
    visible = [sheet for sheet in book.sheets if not sheet.properties.get("hidden")]
    return _within(book, visible[0], text, text)


def _named(book: Book, name: str) -> Area | None:
    for entry in book.named_ranges:
        if entry["name"].casefold() == name.casefold():
            sheet = book.find(entry["range"].get("sheetId", 0))
            return whole(sheet, entry["range"]) if sheet else None
    return None


def _within(book: Book, sheet: Sheet, rest: str, text: str) -> Area:
    span = a1.span(rest)
    if span is None:
        named = _named(book, rest)
        if named is None:
            raise unparsable(text)
        return named
    top, left = span.top or 0, span.left or 0
    if top >= sheet.row_count or left >= sheet.column_count:
        raise invalid(beyond_grid(sheet, rest))
    bottom = min(span.bottom or sheet.row_count, sheet.row_count)
    right = min(span.right or sheet.column_count, sheet.column_count)
    return Area(sheet.id, top, left, bottom, right)


def written(book: Book, area: Area) -> str:
    """The area as Google writes it: ``Sheet1!A1:B2``."""
    sheet = book.find(area.sheet_id)
    title = sheet.title if sheet else ""
    corners = a1.written(area.top, area.left, area.bottom, area.right)
    return f"{a1.quoted(title)}!{corners}"


def filtered(book: Book, data_filter: Json) -> list[Area]:
    """The areas a DataFilter selects: none when a metadata lookup matches nothing."""
    if data_filter.get("a1Range"):
        return [area_of(book, data_filter["a1Range"])]
    if data_filter.get("developerMetadataLookup") is not None:
        found = metadata.matching(book, data_filter["developerMetadataLookup"])
        areas = [metadata.place(book, entry) for entry in found]
        return [area for area in areas if area is not None]
    if data_filter.get("gridRange") is None:
        raise invalid("Must specify one of the data filters")
    grid_range = {k: v for k, v in data_filter["gridRange"].items() if v is not None}
    try:
        return [book.area(grid_range)]
    except RequestError as error:
        raise invalid(str(error)) from error
