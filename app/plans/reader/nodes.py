"""Branches of the body as nodes with their role, their key, what they hold."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from app.plans.reader.deadlines import deadline
from app.plans.reader.lines import Para
from app.plans.reader.model import Deadline, Kind, Node, Role
from app.plans.reader.outline import Branch
from app.plans.reader.tables import Task, read_tasks
from sync.core.text import fold

_TOP = frozenset({"phan", "chuong", "muc", "dieu", "roman", "upper", "heading"})
_AIMS = re.compile(r"muc (dich|tieu)|yeu cau|y nghia|quan diem|tinh hinh|danh gia|ket qua dat")
_DUTIES = re.compile(
    r"to chuc thuc hien|phan cong|trach nhiem|trien khai thuc hien|^thuc hien$|dieu khoan thi hanh|"
    r"to chuc trien khai"
)


def kind_of(text: str) -> Kind:
    """What a section is for: aims make no entries, content is work, implementation is duties."""
    plain = fold(text)
    if _DUTIES.search(plain) and not plain.startswith("noi dung"):
        return "implementation"
    return "aims" if _AIMS.search(plain) else "content"


def as_nodes(branches: Sequence[Branch], year: int | None, addressed: bool) -> tuple[Node, ...]:
    """The finished tree; year completes days without one; addressed: a letter, which has points."""
    sections = _are_sections(branches, addressed)
    used: set[str] = set()
    count = 0
    nodes = []
    for branch in branches:
        count += 1
        is_section = sections and _can_be_section(branch)
        key = _unique(_step(branch, count), used)
        nodes.append(_node(branch, "section" if is_section else _role(branch), key, year))
    return tuple(nodes)


def _are_sections(branches: Sequence[Branch], addressed: bool) -> bool:
    """Roman, lettered or named tops are sections; numbers are where all of them head something."""
    if any(b.family in _TOP or b.titled for b in branches):
        return True
    numbered = [b for b in branches if b.marker]
    heads = [b for b in numbered if b.children or b.rows]
    return not addressed and bool(heads) and len(heads) > 0.6 * len(numbered)


def _can_be_section(branch: Branch) -> bool:
    if branch.family in _TOP or branch.titled:
        return True
    return branch.family in ("number", "decimal", "step") and bool(branch.children or branch.rows)


def _role(branch: Branch) -> Role:
    if (
        branch.children
        and (branch.titled or branch.marker)
        and branch.family not in ("dash", "plus", "bullet")
    ):
        return "group"
    return "item"


def as_annex(
    line: int, marker: str, text: str, branches: Sequence[Branch], year: int | None, used: set[str]
) -> Node:
    """A section for an annex, its content below it."""
    key = _unique(re.sub(r"\W+", "-", marker or "PL"), used)
    inner: set[str] = set()
    children = tuple(
        _node(b, _role(b), _unique(f"{key}.{_step(b, place)}", inner), year)
        for place, b in enumerate(branches, 1)
    )
    return Node("section", marker, key, text, line, children, kind="content")


def _node(branch: Branch, role: Role, key: str, year: int | None) -> Node:
    used: set[str] = set()
    children = [
        _node(child, _role(child), _unique(f"{key}.{_step(child, place, branch)}", used), year)
        for place, child in enumerate(branch.children, 1)
    ]
    tasks, rows = _table_nodes(branch, key, used, year)
    if tasks and role == "item":
        role = "group"
    return Node(
        role=role,
        marker=branch.marker.text if branch.marker else "",
        key=key,
        text=branch.text,
        line=branch.para.number,
        children=(*children, *tasks),
        kind=kind_of(branch.text) if role == "section" else None,
        deadline=None if children or tasks else deadline(branch.text, year),
        rows=rows,
    )


def _table_nodes(
    branch: Branch, key: str, used: set[str], year: int | None
) -> tuple[tuple[Node, ...], tuple[tuple[str, ...], ...]]:
    """The tables beneath a branch: lists of tasks as nodes, the others as they stand."""
    tasks: list[Node] = []
    others: list[tuple[str, ...]] = []
    for _, group in groupby(branch.rows, key=lambda row: row.table):
        paras = list(group)
        found = read_tasks([para.cells for para in paras])
        if found is None:
            others += [para.cells for para in paras]
        else:
            tasks += _task_nodes(found, paras, key, used, year)
    return tuple(tasks), tuple(others)


def _task_nodes(
    tasks: list[Task], paras: list[Para], key: str, used: set[str], year: int | None
) -> list[Node]:
    """Rows as items; a row that only names those below it is a group over them."""
    nodes: list[Node] = []
    for place, task in enumerate(tasks, len(used) + 1):
        node = Node(
            role="group" if task.group else "item",
            marker=task.marker,
            key="",
            text=task.text,
            line=paras[task.row].number,
            deadline=_due(task, year),
            rows=(paras[task.row].cells,),
            leader=task.leader,
            partner=task.partner,
        )
        above = nodes[-1] if nodes and nodes[-1].role == "group" and not task.group else None
        stem, inner = (above.key, {c.key for c in above.children}) if above else (key, used)
        step = task.marker.strip(" .)") or str(len(above.children) + 1 if above else place)
        node = replace(node, key=_unique(f"{stem}.{step}", inner))
        if above:
            nodes[-1] = replace(above, children=(*above.children, node))
        else:
            nodes.append(node)
    return [node if node.children else replace(node, role="item") for node in nodes]


def _due(task: Task, year: int | None) -> Deadline | None:
    if not task.due:
        return deadline(task.text, year)
    return deadline(f"Thời gian: {task.due}", year) or Deadline(task.due)


def _step(branch: Branch, place: int, parent: Branch | None = None) -> str:
    """A level's part of the key: its letter or number without punctuation, else its place."""
    marker = branch.marker
    if marker is None or marker.family in ("star", "dash", "plus", "bullet"):
        return str(place)
    text = re.sub(r"(?i)^(phần|chương|mục|điều|bước)\s+(thứ\s+)?", "", marker.text)
    text = text.strip(" .)(/:-–")
    if marker.family == "decimal" and parent and parent.marker:
        stem = parent.marker.text.strip(" .)(/:-–")
        text = text.removeprefix(f"{stem}.")
    return text.replace(" ", "-")


def _unique(key: str, used: set[str]) -> str:
    """Two levels a paper numbered alike get keys of their own: II.1, II.1b."""
    candidate, suffix = key, ord("b")
    while candidate in used:
        candidate, suffix = f"{key}{chr(suffix)}", suffix + 1
    used.add(candidate)
    return candidate
