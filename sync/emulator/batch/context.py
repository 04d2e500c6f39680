"""What every request of a batch works on."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sync.emulator.book import Book
from sync.emulator.options import Options
from sync.emulator.protection import Editor
from sync.emulator.shapes import Json


@dataclass
class Batch:
    """The copy of the spreadsheet that a batch edits, who edits it, and the server's options."""

    book: Book
    editor: Editor
    today: dt.date
    options: Options


Kind = Callable[[Batch, Json], Json | None]
"""Does one request on the batch's book; gives the body of its reply, None for an empty one."""
