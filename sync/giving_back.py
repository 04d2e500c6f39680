"""Takes back what a link brought in, when it is taken off."""

from sync import journal
from sync.base import Link
from sync.core.plan import same
from sync.core.refusal import Refused
from sync.journal import Change
from sync.replicas.local import Edit
from sync.reports import Told, UnitReport
from sync.setting import Setting


def give_back(setting: Setting, link: Link, report: UnitReport) -> None:
    """Set what was pulled back to what stood there before, where nobody has edited since."""
    first: dict[tuple[str, str], Change] = {}
    last: dict[tuple[str, str], Change] = {}
    for change in journal.changes_of_link(setting.db, link.id):
        if change.direction == "in":
            first.setdefault((change.key, change.field), change)
            last[change.key, change.field] = change
    checklist = setting.local.read(link.checklist)
    entries = {entry.key: entry for entry in checklist.entries}
    for (key, name), change in last.items():
        entry = entries.get(key)
        old = first[key, name].old
        if entry is None or name == "text" or not same(entry.values.get(name), change.new):
            continue
        edit = Edit(key, name, change.new, old)
        try:
            setting.local.apply(link.checklist, [edit], setting.undoing)
        except Refused:
            continue
        report.changes.append(Told(key, name, change.new, old, "in"))
