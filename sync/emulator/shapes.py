"""Names for the JSON shapes that pass through the local server."""

from typing import Any

Json = dict[str, Any]
"""A JSON object in the words of Google's discovery documents."""

Cell = dict[str, Any]
"""What a person put into one cell, as CellData holds it; replaced as a whole, never changed."""

EMPTY: Cell = {}
