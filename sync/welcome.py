"""Gives the rows that nobody knew an entry and a key."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sync import base, questions
from sync.base import Link
from sync.core.own_key import is_own
from sync.core.plan_ask import members
from sync.core.plan_keys import heading_group, left_behind
from sync.core.plan_layout import is_key
from sync.core.plan_place import Newcomer, Place
from sync.core.plan_read import Table, norm
from sync.core.writes import Group
from sync.journal import Change
from sync.messages import KEYS_ANEW
from sync.replicas.google import column_name
from sync.replicas.local import LocalChecklist, NewEntry
from sync.reports import UnitReport
from sync.setting import Setting, tell


def welcome(
    setting: Setting,
    link: Link,
    checklist: LocalChecklist,
    found: tuple[Table, Sequence[Newcomer]],
    report: UnitReport,
) -> list[Place]:
    """Rows nobody knew: each becomes an entry and gets a key.

    Where units are columns, own work is of those whose columns say something of it.
    """
    table, newcomers = found
    there = {entry.key for entry in checklist.entries}
    agreed = base.agreed(setting.db, link.id) if newcomers else {}
    places = []
    for one in newcomers:
        others = link.unit_column is not None and not table.claims(one.row.row)
        if one.kind == "own" and (others or not one.row.text):
            continue
        if one.kind == "items":
            places.append(_stands_for(setting, link, there, one))
            continue
        if one.kind == "part":
            base.forget_rows(setting.db, link.id, [one.key or ""])
        key = one.key
        if one.kind != "item" or one.key not in there:
            key = _enters(setting, link, agreed, one)
            tell(setting, report, Change(link.id, key, "text", None, one.row.text, "in"))
        if key is not None:
            places.append(Place(key, one.row, write_key=one.row.key_cell != key))
    return places


def _enters(
    setting: Setting, link: Link, agreed: Mapping[tuple[str, str], str], one: Newcomer
) -> str:
    """The row's new entry; gives its key. `agreed` is what both sides shared before."""
    kind = "join" if one.kind == "item" else one.kind
    new = NewEntry(kind=kind, text=one.row.text, key=one.key)
    key = setting.local.add(link.checklist, new, setting.origin)
    if kind == "own":
        base.agree(setting.db, link.id, key, "text", one.row.text)
    elif kind == "part" and one.row.values.get("state") is not None:
        # It took over what was said of the item: what both sides shared of that is where its own
        # row begins, so that the row's word is news and no contradiction.
        base.agree(setting.db, link.id, key, "state", agreed.get((one.key or "", "state")))
    return key


def _stands_for(setting: Setting, link: Link, there: set[str], one: Newcomer) -> Place:
    """A row that stands for several items: each is there, none is told by a row of its own."""
    keys = members(one.key or "")
    for key in keys:
        if key not in there:
            new = NewEntry(kind="join", text=one.row.text, key=key)
            setting.local.add(link.checklist, new, setting.origin)
    base.forget_rows(setting.db, link.id, keys)
    return Place(one.key or "", one.row, write_key=one.row.key_cell != one.key)


def foreign_codes_stay(
    setting: Setting, link: Link, table: Table, checklist: LocalChecklist, places: Sequence[Place]
) -> list[Place]:
    """What the unit wrote where a key would stand stays there; its row is known by its wording.

    In its own column of codes that is each code a person said is not the row's key, in ours
    whatever is no key and nobody was asked about. Where units are columns own work gets no key:
    each of the units numbers its own.
    """
    if not table.key_column:
        return list(places)
    if link.unit_column is not None:
        own = {place.key for place in places if is_own(place.key)}
        places = [replace(one, write_key=one.write_key and one.key not in own) for one in places]
    if link.own_key_column:
        keys = {node.key for node in checklist.nodes}
        strange = {p.row.row for p in places if p.write_key and not is_key(p.row.key_cell, keys)}
        told = questions.answers(setting.db, link.id) if strange else {}
        return [
            replace(place, write_key=not place.row.key_cell or norm(place.row.text) in told)
            if place.row.row in strange
            else place
            for place in places
        ]
    known = base.known_rows(setting.db, link.id)
    return [
        replace(place, write_key=False)
        if place.row.key_cell not in known
        and not table.tab.cell(place.row.row, table.key_column).empty
        else place
        for place in places
    ]


def column_anew(
    setting: Setting, link: Link, table: Table, places: Sequence[Place], report: UnitReport
) -> list[Group]:
    """Our column of keys where it is not there: its heading; what is left of it elsewhere goes."""
    heading = heading_group(table, link.id) if link.own_key_column and not link.read_only else None
    if heading is None:
        return []
    ours = base.our_keys(setting.db, link.id)
    if ours:
        told = f"{KEYS_ANEW} {column_name(table.key_column)}"
        report.message = "; ".join(part for part in (report.message, told) if part)
    return [*left_behind(table, link.id, places, ours), heading]
