"""Plans one link inside the round's transaction: the intranet's side is done at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sync import base, conflicts, journal, questions
from sync.base import Link
from sync.core.find import At, column_now, find, find_typed_over, of_heading
from sync.core.guards import guard
from sync.core.inspection import Column
from sync.core.layout import Layout
from sync.core.plan_add import missing, rows_to_add
from sync.core.plan_ask import HOLDING, Ask, members, silenced
from sync.core.plan_keys import KEY_HEADING
from sync.core.plan_layout import stand
from sync.core.plan_link import Entry, Terms, plan_link
from sync.core.plan_place import Known, Place, Rows
from sync.core.plan_read import Table, norm, read_table, value_of
from sync.core.plan_rows import place_rows
from sync.core.plan_steps import LinkPlan
from sync.core.refusal import Refused
from sync.core.relocate import Lost
from sync.core.restore import Repair, Standing, as_restored, put_back
from sync.core.tab import Tab
from sync.core.writes import Debt
from sync.journal import Change
from sync.landing import doubt
from sync.messages import CLOSED
from sync.months import Months, Past, forget_what_left, look_back, plan_tabs
from sync.replicas.local import SHARED_FIELDS, Edit, LocalChecklist
from sync.reports import UnitReport
from sync.setting import Setting, Work, tell
from sync.undoing import rows_to_clear, standing, take_back
from sync.welcome import column_anew, foreign_codes_stay, welcome


def work_link(
    setting: Setting, link: Link, months: Months, debts: Mapping[int, Debt], report: UnitReport
) -> Work:
    """Read, place, guard, merge; commits nothing itself."""
    report.message = ""
    checklist = setting.local.read(link.checklist)
    if checklist.closed or months.tab is None:
        report.message = CLOSED
        return Work()
    work = Work()
    tab = pay(setting, link, months.tab, debts, work)
    layout = stand(link.layout, tab, own_key=link.own_key_column, nodes=checklist.nodes)
    if isinstance(layout, Lost):
        stop(setting, link, report, f"{layout.reason}. {setting.lost}")
        return work
    base.set_title(setting.db, link.id, months.called or tab.title)
    table = read_table(tab, layout, checklist.nodes, checklist.year, link.unit_column)
    known = _known(setting, link, checklist)
    answers = questions.answers(setting.db, link.id)
    ours = link.own_key_column
    rows = place_rows(table.rows, known, checklist.nodes, answers, ours=ours)
    forget_what_left(setting.db, link, months, rows)
    past = look_back(months, rows, link, checklist, (known, answers))
    # A cell that both wrote is with a person already: it takes nothing back.
    asked = {(one.key, one.field) for one in conflicts.open_conflicts(setting.db, link.id)}
    agreed = {at: v for at, v in base.agreed(setting.db, link.id).items() if at not in asked}
    told = _told_gone(setting, link, answers)
    still = {key: was for key, was in known.items() if key not in told}
    stopped = guard(still, past.places, len(rows.held), agreed)
    if stopped and not link.allow_once:
        stop(setting, link, report, stopped)
        return work
    _merge(setting, link, (table, checklist, past), work, report)
    return work


def stop(setting: Setting, link: Link, report: UnitReport, reason: str) -> None:
    """Hold the link: neither side is touched until a person has looked."""
    report.outcome, report.message = "held", reason
    base.set_health(setting.db, link.id, "held", reason)


def pay(setting: Setting, link: Link, tab: Tab, debts: Mapping[int, Debt], work: Work) -> Tab:
    """Plan the cells to be put back, headings too; gives the tab as it stands after that."""
    own = {number: debt for number, debt in debts.items() if debt.link == link.id}
    if not own:
        return tab
    nodes = setting.local.read(link.checklist).nodes
    layout: Layout | Lost = Lost("")
    now = tab
    found: dict[At, Repair] = {}
    for number, debt in _urgent_first(own, link.layout):
        if isinstance(layout, Lost):
            layout = stand(link.layout, now, own_key=link.own_key_column, nodes=nodes)
        known = link.layout if isinstance(layout, Lost) else layout
        heads = known.heading_rows
        at = find(debt, now, heads)
        if at is not None:
            newer = found[at].pays if at in found else ()
            found[at] = Repair(debt, (*newer, number))
            now = as_restored(now, at, debt)
            continue
        # Somebody has typed there since, or the row is gone: nothing of ours stands there.
        column = column_now(debt, now, heads) or known.index(debt.field) or 0
        _keep(setting, link, debt, known.column(column))
        at = find_typed_over(debt, now, heads)
        if at is None:
            journal.paid(setting.db, number)
            continue
        if debt.pasted:
            # From now on a formula there is somebody's own.
            journal.amend(setting.db, number, replace(debt, bare=True))
        repair = found.get(at, Repair(debt, (), typed_over=True))
        found[at] = replace(repair, pays=(*repair.pays, number), look=debt.source)
    table = _standing(known)
    for at, repair in found.items():
        work.restores.append((repair.pays, put_back(repair, at, table, tab)))
    return now


def _standing(layout: Layout) -> Standing:
    mapped = [c.index for c in layout.columns if c.field and c.field != "key"]
    text, key = (layout.index(field) or 0 for field in ("text", "key"))
    return Standing(layout.heading_rows, (min(mapped), max(mapped)), text, key)


def _urgent_first(debts: Mapping[int, Debt], layout: Layout) -> list[tuple[int, Debt]]:
    """Headings first: the columns are known by them. Then the newest: what it damaged may be what
    an older one is known by."""
    titles = {column.heading for column in layout.columns} | {KEY_HEADING}

    def urgency(owed: tuple[int, Debt]) -> tuple[bool, int]:
        number, debt = owed
        return of_heading(debt) or debt.was in titles, number

    return sorted(debts.items(), key=urgency, reverse=True)


def _keep(setting: Setting, link: Link, debt: Debt, column: Column | None) -> None:
    """What our write replaced stays in the history where it cannot be put back."""
    field = column.field if column else None
    if column is None or field not in SHARED_FIELDS or debt.was in (None, ""):
        return
    checklist = setting.local.read(link.checklist)
    value = value_of(debt.was, column, checklist.year)
    said = {norm(value) for _, value in debt.witness if isinstance(value, str)}
    edits = [
        Edit(entry.key, field, None, value)
        for entry in checklist.entries
        if entry.key in members(debt.row_key) or norm(entry.text) in said
    ]
    setting.local.remember(link.checklist, edits, setting.origin)


def _known(setting: Setting, link: Link, checklist: LocalChecklist) -> dict[str, Known]:
    """Rows seen before, and the unit's own entries whose rows may not have been seen yet."""
    known = base.known_rows(setting.db, link.id)
    for entry in checklist.entries:
        if entry.own and entry.key not in known:
            known[entry.key] = Known(entry.text, keyed=False, own=True)
    return known


def _told_gone(setting: Setting, link: Link, answers: Mapping[str, str]) -> set[str]:
    """Rows that an earlier round let pass as gone: a person was asked, each once."""
    asked = {q.about for q in questions.open_questions(setting.db, link.id) if q.kind == "gone"}
    return asked | {about[5:] for about in answers if about.startswith("gone:")}


def _merge(
    setting: Setting,
    link: Link,
    read: tuple[Table, LocalChecklist, Past],
    work: Work,
    report: UnitReport,
) -> None:
    table, checklist, past = read
    rows = past.rows
    places = [*rows.placed, *welcome(setting, link, checklist, (table, rows.newcomers), report)]
    places = foreign_codes_stay(setting, link, table, checklist, places)
    rest = [
        (earlier, [*resting, *welcome(setting, link, checklist, (earlier, new), report)])
        for earlier, resting, new in past.tabs
    ]
    everywhere = [*places, *(place for _, resting in rest for place in resting)]
    work.groups += doubt(setting.db, link, table, places)
    take_back(setting, link, everywhere)
    clearing = rows_to_clear(setting, link, table, places)
    work.groups += clearing
    checklist = setting.local.read(link.checklist)
    entries = {e.key: Entry(e.key, e.text, e.own, e.values) for e in checklist.entries}
    busy = frozenset((g.row, c.column) for _, g in work.restores for c in g.cells)
    policy = {} if link.state == "new" else link.policy
    terms = Terms(
        link.id, checklist.year, link.read_only, policy, bool(table.key_column), busy,
        one_column=link.unit_column is not None,
    )  # fmt: skip
    agreed = base.agreed(setting.db, link.id)
    stale = (*rows.stale, *(rows.copies if link.own_key_column else ()))
    plan = plan_link(table, (standing(places, clearing), stale), entries, agreed, terms)
    plan = plan_tabs(plan, rest, entries, agreed, terms)
    hidden = {key for p in places if p.row.row in table.tab.filtered for key in members(p.key)}
    seen = tuple(step for step in plan.pushes if step.key not in hidden)
    _take(setting, link, replace(plan, pushes=seen), report)
    _remember(setting, link, everywhere)
    work.groups += [*plan.groups, *column_anew(setting, link, table, places, report)]
    _say(setting, link, everywhere, (rows, plan), report)
    if link.add_rows and not (link.read_only or link.unit_column or table.unworded()):
        gone = set(rows.gone) & set(base.known_rows(setting.db, link.id))
        lacking = missing(entries, places, _asked(gone, rows))
        work.additions += rows_to_add(table, places, lacking, list(entries), terms)


def _asked(gone: set[str], rows: Rows) -> set[str]:
    """The entries whose rows are known to be gone, or may be one that a person is asked about."""
    told = {about for ask in rows.asks for about in (ask.about, *ask.candidates)}
    return {key for about in (*gone, *told) for key in members(about)}


def _say(
    setting: Setting,
    link: Link,
    places: Sequence[Place],
    found: tuple[Rows, LinkPlan],
    report: UnitReport,
) -> None:
    """Keep what a person must decide or should know, and word it for the report."""
    rows, plan = found
    answers = questions.answers(setting.db, link.id)
    asks = [ask for ask in (*rows.asks, *plan.asks) if not silenced(ask, answers)]
    placed = {key for place in places for key in members(place.key)}
    report.conflicts = conflicts.record(setting.db, link.id, plan.clashes, placed, setting.at)
    questions.ask(setting.db, link.id, asks, setting.at)
    questions.outlived(setting.db, link.id, answers, (place.key for place in places))
    report.waiting = sum(ask.kind in HOLDING for ask in asks)
    report.message = _says(rows, asks, report, _waits(setting, link, plan))


def _take(setting: Setting, link: Link, plan: LinkPlan, report: UnitReport) -> None:
    """Pulled values are committed with the values in flight, before anything is sent."""
    for step in plan.pulls:
        edits = [Edit(step.key, step.field, step.old, step.new)]
        if step.why is not None:
            edits.append(Edit(step.key, "reason", None, step.why))
        try:
            setting.local.apply(link.checklist, edits, setting.origin)
        except Refused as error:
            report.message = f"{step.key}: {error.message}"
            continue
        base.agree(setting.db, link.id, step.key, step.field, step.new)
        change = Change(link.id, step.key, step.field, step.old, step.new, "in")
        tell(setting, report, change)
    follows = [Edit(step.key, step.field, step.old, step.new) for step in plan.follows]
    setting.local.apply(link.checklist, follows, setting.origin)
    for step in plan.agreed:
        base.agree(setting.db, link.id, step.key, step.field, step.new)
    for step in plan.pushes:
        if step.lost is not None:
            edit = Edit(step.key, step.field, step.new, step.lost)
            setting.local.remember(link.checklist, [edit], setting.origin)


def _remember(setting: Setting, link: Link, places: Sequence[Place]) -> None:
    for place in places:
        keyed = link.read_only or not place.write_key
        text = place.row.text
        base.see_row(setting.db, link.id, place.key, text, keyed=keyed)


def _waits(setting: Setting, link: Link, plan: LinkPlan) -> str:
    """Values of ours that are not written where they are read from."""
    common = link.unit_column is not None and not link.read_only
    why = "ô ở cột chung của các đơn vị nên không ghi vào bảng" if common else setting.waits
    return f"{len(plan.waits)} {why}" if plan.waits else ""


def _says(rows: Rows, asks: Sequence[Ask], report: UnitReport, waits: str) -> str:
    parts = [report.message] if report.message else []
    if report.conflicts:
        parts.append(f"{report.conflicts} ô hai bên ghi khác nhau")
    if report.waiting:
        parts.append(f"{report.waiting} dòng tạm giữ")
    if rows.gone and any(ask.kind == "gone" for ask in asks):
        parts.append("có dòng không còn trong bảng")
    if waits:
        parts.append(waits)
    unsaid = [ask.text.rstrip(".") for ask in asks if ask.kind == "unwritable"]
    if unsaid:
        parts.append(f"{len(unsaid)} ô không ghi được ({unsaid[0]})")
    return "; ".join(parts)
