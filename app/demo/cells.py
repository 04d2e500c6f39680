"""Cells of the demonstration's sheets, as CellData."""

import datetime as dt
from typing import Any

Cell = dict[str, Any] | None

_EPOCH = dt.date(1899, 12, 30)
_GREY = {"red": 0.91, "green": 0.94, "blue": 0.97}
_BAND = {"red": 0.96, "green": 0.96, "blue": 0.92}


def text(value: str) -> Cell:
    return {
        "userEnteredValue": {"stringValue": value},
        "userEnteredFormat": {"wrapStrategy": "WRAP"},
    }


def heading(value: str) -> Cell:
    return {
        "userEnteredValue": {"stringValue": value},
        "userEnteredFormat": {
            "textFormat": {"bold": True},
            "backgroundColor": _GREY,
            "horizontalAlignment": "CENTER",
            "wrapStrategy": "WRAP",
        },
    }


def section(value: str) -> Cell:
    return {
        "userEnteredValue": {"stringValue": value},
        "userEnteredFormat": {"textFormat": {"bold": True}, "backgroundColor": _BAND},
    }


def title(value: str) -> Cell:
    return {
        "userEnteredValue": {"stringValue": value},
        "userEnteredFormat": {"textFormat": {"bold": True}},
    }


def number(value: float) -> Cell:
    return {"userEnteredValue": {"numberValue": value}}


def tick(done: bool) -> Cell:
    return {"userEnteredValue": {"boolValue": done}}


def formula(value: str) -> Cell:
    return {"userEnteredValue": {"formulaValue": value}}


def percent(value: float | None) -> Cell:
    """A cell with a percent format; empty where nothing is reported."""
    cell: dict[str, Any] = {
        "userEnteredFormat": {"numberFormat": {"type": "PERCENT", "pattern": "0%"}}
    }
    return cell if value is None else {**cell, "userEnteredValue": {"numberValue": value}}


def day(value: dt.date | None) -> Cell:
    """A cell with a date format; empty where there is no date."""
    cell: dict[str, Any] = {
        "userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}}
    }
    if value is None:
        return cell
    return {**cell, "userEnteredValue": {"numberValue": (value - _EPOCH).days}}
