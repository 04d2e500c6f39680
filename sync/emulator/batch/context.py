"""What every request of a batch works on."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sync.emulator.areas import Area
from sync.emulator.book import Book, Sheet
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

    def check_structure(self, sheet: Sheet, area: Area) -> None:
        """Refuse to sort, move or delete protected cells, where the option says Google does."""
        if self.options.protection_blocks_structure:
            self.editor.check(sheet, area)


Kind = Callable[[Batch, Json], Json | None]
"""Does one request on the batch's book; gives the body of its reply, None for an empty one."""
