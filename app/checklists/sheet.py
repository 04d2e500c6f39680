"""What a sheet sees of a checklist: the sync's local side, under the rules of the form."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlite_utils import Database

from app.checklists import changes, queries
from app.checklists.rules import OFFICE_FIELDS
from sync.core.refusal import Refused
from sync.core.tab import PlanNode
from sync.replicas.local import SHARED_FIELDS, Edit, LocalChecklist, LocalEntry, NewEntry, Origin


class ChecklistReplica:
    """The LocalReplica on this connection; every method works inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def read(self, checklist: int) -> LocalChecklist:
        """The checklist now; Refused where there is none."""
        head = changes.require(self.db, checklist)
        return LocalChecklist(
            checklist=head.id,
            plan=head.plan,
            unit=head.unit_code,
            unit_name=head.unit,
            year=head.year,
            closed=head.closed_at is not None,
            nodes=tuple(PlanNode(*row) for row in queries.nodes(self.db, head.plan_id)),
            entries=tuple(_entry(line) for line in queries.lines(self.db, checklist)),
        )

    def apply(self, checklist: int, edits: Sequence[Edit], origin: Origin) -> None:
        """Set the values; Refused for a field that is the office's."""
        for edit in edits:
            if edit.field not in (*SHARED_FIELDS, "reason", "text"):
                raise Refused(_("Cột này do đơn vị cấp trên ghi, bảng tính không đổi được."))
        changes.apply(self.db, checklist, edits, origin)

    def add(self, checklist: int, entry: NewEntry, origin: Origin) -> str:
        """Make the entry that a row brings; gives its key."""
        return changes.add(self.db, checklist, entry, origin)

    def remember(self, checklist: int, edits: Sequence[Edit], origin: Origin) -> None:
        """Keep values that were not chosen in the history."""
        changes.remember(self.db, checklist, edits, origin)


def _entry(line: queries.Line) -> LocalEntry:
    fields = (*SHARED_FIELDS, *OFFICE_FIELDS)
    return LocalEntry(
        key=line.key,
        text=line.text,
        own=line.own,
        values={name: line.values[name] for name in fields},
        part_of=line.part_of,
    )
