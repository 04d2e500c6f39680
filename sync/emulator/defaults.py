"""What a new spreadsheet has: its default format and theme, as recorded from Google."""

from sync.emulator.shapes import Json


def _rgb(red: float = 0, green: float = 0, blue: float = 0) -> Json:
    named = {"red": red, "green": green, "blue": blue}
    return {"rgbColor": {name: value for name, value in named.items() if value}}


FORMAT: Json = {
    "backgroundColor": _rgb(1, 1, 1)["rgbColor"],
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": _rgb(),
    },
    "backgroundColorStyle": _rgb(1, 1, 1),
}

THEME: list[tuple[str, Json]] = [
    ("TEXT", _rgb()),
    ("BACKGROUND", _rgb(1, 1, 1)),
    ("ACCENT1", _rgb(0.25882354, 0.52156866, 0.95686275)),
    ("ACCENT2", _rgb(0.91764706, 0.2627451, 0.20784314)),
    ("ACCENT3", _rgb(0.9843137, 0.7372549, 0.015686275)),
    ("ACCENT4", _rgb(0.20392157, 0.65882355, 0.3254902)),
    ("ACCENT5", _rgb(1, 0.42745098, 0.003921569)),
    ("ACCENT6", _rgb(0.27450982, 0.7411765, 0.7764706)),
    ("LINK", _rgb(0.06666667, 0.33333334, 0.8)),
]

SPREADSHEET: Json = {
    "locale": "en_US",
    "autoRecalc": "ON_CHANGE",
    "timeZone": "Etc/GMT",
    "defaultFormat": FORMAT,
    "spreadsheetTheme": {
        "primaryFontFamily": "Arial",
        "themeColors": [{"colorType": name, "color": colour} for name, colour in THEME],
    },
}
