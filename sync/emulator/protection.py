"""Protected ranges: who may edit which cells."""

from dataclasses import dataclass

from sync.emulator.areas import ENDS, Area
from sync.emulator.book import Sheet, whole
from sync.emulator.errors import PROTECTED, invalid
from sync.emulator.shapes import Json


@dataclass(frozen=True)
class Editor:
    """The user an edit is made for."""

    email: str
    owner: bool = False

    def may_edit(self, protected: Json) -> bool:
        """Whether this user may edit inside that protected range."""
        users = protected.get("editors", {}).get("users", [])
        return self.owner or bool(protected.get("warningOnly")) or self.email in users

    def check(self, sheet: Sheet, area: Area) -> None:
        """Raise the recorded refusal (400) when the area meets a range closed to this user."""
        for protected in sheet.parts.get("protectedRanges", []):
            if not self.may_edit(protected) and whole(sheet, protected["range"]).meets(area):
                opened = protected.get("unprotectedRanges", [])
                if not any(whole(sheet, free).holds(area) for free in opened):
                    raise invalid(PROTECTED)

    def check_insert(self, sheet: Sheet, dimension: str, start: int) -> None:
        """Raise the refusal when lines put in at ``start`` would fall inside a closed range."""
        first, last = ENDS[dimension]
        for protected in sheet.parts.get("protectedRanges", []):
            low = protected["range"].get(first, -1)
            high = protected["range"].get(last, sheet.count(dimension) + 1)
            if not self.may_edit(protected) and low < start < high:
                raise invalid(PROTECTED)

    def shown(self, protected: Json) -> Json:
        """A protected range as this user sees it: editors only where the user is one."""
        result = {key: value for key, value in protected.items() if key != "editors"}
        if self.may_edit(protected):
            result["requestingUserCanEdit"] = True
            result["editors"] = protected.get("editors", {})
        return result
