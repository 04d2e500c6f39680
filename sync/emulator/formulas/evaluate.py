"""The value of a formula's tree in its spreadsheet."""

from collections.abc import Callable
from dataclasses import dataclass

from sync.emulator.areas import Area
from sync.emulator.book import Book, Sheet, whole
from sync.emulator.formulas import functions
from sync.emulator.formulas.functions import FormulaError, Matrix, Scalar, Value
from sync.emulator.formulas.parser import Call, Cells, Literal, Name, Node, UnreadableError, parse
from sync.emulator.references import Reference
from sync.emulator.shapes import Json
from sync.emulator.tidy import number

ERRORS = {
    "#REF!": "REF", "#DIV/0!": "DIVIDE_BY_ZERO", "#VALUE!": "VALUE", "#NAME?": "NAME",
    "#N/A": "N_A", "#NUM!": "NUM", "#NULL!": "NULL_VALUE",
}  # fmt: skip
ORDERS = {"=": (0,), "<>": (-1, 1), "<": (-1,), ">": (1,), "<=": (-1, 0), ">=": (0, 1)}
CIRCULAR: Json = {"errorValue": {"type": "REF", "message": "Circular dependency detected."}}


def computed(book: Book, sheet: Sheet, row: int, column: int) -> Json:
    """The ExtendedValue of the formula in that cell, remembered in the book."""
    at = (sheet.id, row, column)
    if at not in book.computed:
        book.computed[at] = CIRCULAR
        formula = sheet.cell(row, column)["userEnteredValue"]["formulaValue"]
        try:
            tree = parse(formula)
            result = _extended(functions.scalar(_Place(book, sheet).value(tree)))
        except FormulaError as error:
            result = {"errorValue": {"type": error.kind, "message": str(error)}}
        except (UnreadableError, RecursionError):
            result = {"errorValue": {"type": "ERROR", "message": "Formula parse error."}}
        book.computed[at] = result
    return book.computed[at]


def link(formula: str) -> str:
    """The address of a HYPERLINK formula that holds it as plain text."""
    try:
        tree = parse(formula)
    except UnreadableError:
        return ""
    first = tree.arguments[0] if isinstance(tree, Call) and tree.arguments else None
    return str(first.value) if isinstance(first, Literal) else ""


def _extended(value: Scalar) -> Json:
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": number(value or 0)}


@dataclass
class _Place:
    """Where a formula stands: its spreadsheet and sheet."""

    book: Book
    sheet: Sheet

    def value(self, node: Node) -> Value:
        if isinstance(node, Literal):
            if node.error:
                raise FormulaError(ERRORS.get(str(node.value), "ERROR"))
            return node.value
        if isinstance(node, Cells):
            return self.cells(node.reference)
        if isinstance(node, Name):
            return self.named(node.text)
        return self.call(node)

    def cells(self, reference: Reference) -> Value:
        sheet = self.sheet if reference.title is None else self.book.titled(reference.title)
        if sheet is None:
            raise FormulaError("REF", f"Unresolved sheet name '{reference.title}'.")
        first, last = reference.first, reference.last or reference.first
        area = Area(
            sheet.id,
            first.row or 0,
            first.column or 0,
            sheet.row_count if last.row is None else last.row + 1,
            sheet.column_count if last.column is None else last.column + 1,
        )
        values = self.matrix(sheet, area)
        return values if reference.last else values[0][0]

    def matrix(self, sheet: Sheet, area: Area) -> Matrix:
        bottom = max(area.top + 1, min(area.bottom, len(sheet.rows)))
        columns = range(area.left, area.right)
        return Matrix(
            [self.cell(sheet, row, column) for column in columns] for row in range(area.top, bottom)
        )

    def cell(self, sheet: Sheet, row: int, column: int) -> Scalar | FormulaError:
        entered: Json | None = sheet.cell(row, column).get("userEnteredValue")
        if entered is None:
            return None
        if "formulaValue" in entered:
            entered = computed(self.book, sheet, row, column)
        if "errorValue" in entered:
            error = entered["errorValue"]
            return FormulaError(error["type"], error.get("message", ""))
        if "numberValue" in entered:
            return float(entered["numberValue"])
        value: Scalar = entered.get("boolValue", entered.get("stringValue"))
        return value

    def named(self, name: str) -> Value:
        for entry in self.book.named_ranges:
            if entry["name"].casefold() == name.casefold():
                sheet = self.book.find(entry["range"].get("sheetId", 0))
                if sheet is not None:
                    return self.matrix(sheet, whole(sheet, entry["range"]))
        raise FormulaError("NAME", f"Unknown range name: '{name.upper()}'.")

    def call(self, node: Call) -> Value:
        name, arguments = node.name, node.arguments
        if name in ("IF", "IFERROR"):
            return self.choice(name, arguments)
        if name in ORDERS or name in OPERATORS or name == "&":
            return self.operator(name, [self.value(argument) for argument in arguments])
        if name not in functions.FUNCTIONS:
            raise FormulaError("NAME", f"Unknown function: '{name}'.")
        values = tuple(self.value(argument) for argument in arguments)
        try:
            result: Value = functions.FUNCTIONS[name](values)
        except IndexError:
            raise FormulaError("N_A", f"Wrong number of arguments to {name}.") from None
        return result

    def choice(self, name: str, arguments: tuple[Node, ...]) -> Value:
        if name == "IFERROR":
            try:
                return functions.scalar(self.value(arguments[0]))
            except FormulaError:
                return self.value(arguments[1]) if len(arguments) > 1 else None
        if not 2 <= len(arguments) <= 3:
            raise FormulaError("N_A", "Wrong number of arguments to IF.")
        if functions.truth(self.value(arguments[0])):
            return self.value(arguments[1])
        return self.value(arguments[2]) if len(arguments) > 2 else False

    def operator(self, name: str, values: list[Value]) -> Value:
        if name in ORDERS:
            return functions.compare(values[0], values[1]) in ORDERS[name]
        if name == "&":
            return functions.text(values[0]) + functions.text(values[1])
        operands = [functions.number(value) for value in values]
        try:
            result = OPERATORS[name](*operands)
        except ZeroDivisionError:
            raise FormulaError("DIVIDE_BY_ZERO") from None
        except OverflowError:
            raise FormulaError("NUM") from None
        if isinstance(result, complex):
            raise FormulaError("NUM")
        return float(result)


OPERATORS: dict[str, Callable[..., float | complex]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
    "u-": lambda a: -a,
    "u+": lambda a: a,
    "%": lambda a: a / 100,
}
