"""Branches of the body as nodes with their role, their key, what they hold."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from app.plans.reader.deadlines import deadline
from app.plans.reader.keys import bare, free, steps
from app.plans.reader.lines import Para
from app.plans.reader.model import Deadline, Node, Role
from app.plans.reader.outline import Branch
from app.plans.reader.sections import kind_of
from app.plans.reader.tables import Task, read_tasks

_TOP = frozenset({"phan", "chuong", "muc", "dieu", "roman", "upper"})


def as_nodes(branches: Sequence[Branch], year: int | None, addressed: bool) -> tuple[Node, ...]:
    """The finished tree; year completes days without one; addressed: a letter, which has points."""
    sections = _are_sections(branches, addressed)
    keys = steps([branch.marker for branch in branches])
    nodes: list[Node] = []
    for branch, key in zip(branches, keys, strict=True):
        role = "section" if sections and _can_be_section(branch) else _role(branch)
        node = _node(branch, role, key, year)
        lifted = _lifted(branch, node, {known.key for known in nodes})
        nodes += [node] if lifted == [node] else map(_heading, lifted)
    return tuple(nodes)


def _heading(node: Node) -> Node:
    """A row at the top that names those below it is a section."""
    if node.role != "group":
        return node
    return replace(node, role="section", kind=kind_of(node.text))


def as_annex(heading: Node, branches: Sequence[Branch], year: int | None) -> Node:
    """The heading of an annex with its content below it."""
    nodes: list[Node] = []
    rows: tuple[tuple[str, ...], ...] = ()
    for node, branch in zip(_children(branches, heading.key, year), branches, strict=True):
        if branch.is_table and not node.children and not nodes:
            rows += node.rows
        else:
            nodes += _lifted(branch, node, {known.key for known in nodes})
    return replace(heading, children=tuple(nodes), rows=rows)


def _lifted(branch: Branch, node: Node, used: set[str]) -> list[Node]:
    """A list of tasks that stands under no heading: its tasks take the place of the table.

    The heading row of the table goes with the first of them.
    """
    if not (branch.is_table and node.children):
        return [node]
    above, _, _ = node.key.rpartition(".")
    lifted = [
        _moved(child, free(".".join(filter(None, (above, child.key[len(node.key) + 1 :]))), used))
        for child in node.children
    ]
    return [replace(lifted[0], rows=node.rows + lifted[0].rows), *lifted[1:]]


def _moved(node: Node, key: str) -> Node:
    children = tuple(_moved(child, key + child.key[len(node.key) :]) for child in node.children)
    return replace(node, key=key, children=children)


def _are_sections(branches: Sequence[Branch], addressed: bool) -> bool:
    """Roman, lettered or named tops are sections; numbers are where most of them head something."""
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
    """A heading with something below it is a group; a dash with its details stays an item."""
    heads = branch.titled or branch.family not in ("", "dash", "plus", "bullet", "subbullet")
    return "group" if branch.children and heads else "item"


def _children(branches: Sequence[Branch], key: str, year: int | None) -> tuple[Node, ...]:
    keys = steps([branch.marker for branch in branches])
    return tuple(
        _node(branch, _role(branch), f"{key}.{step}", year)
        for branch, step in zip(branches, keys, strict=True)
    )


def _node(branch: Branch, role: Role, key: str, year: int | None) -> Node:
    marker = branch.marker.text if branch.marker else ""
    children = _children(branch.children, key, year)
    tasks, rows = _tables(branch, key, {child.key for child in children}, year)
    return Node(
        role="group" if tasks and role == "item" else role,
        marker=marker,
        key=key,
        text="" if branch.is_table else branch.text,
        line=branch.para.number,
        children=tuple(sorted((*children, *tasks), key=lambda node: node.line)),
        kind=kind_of(branch.text) if role == "section" else None,
        deadline=None if children or tasks else deadline(branch.text, year),
        rows=rows,
    )


def _tables(
    branch: Branch, key: str, used: set[str], year: int | None
) -> tuple[list[Node], tuple[tuple[str, ...], ...]]:
    """The tables beneath a branch: lists of tasks as nodes, the others as they stand."""
    nodes: list[Node] = []
    others: list[tuple[str, ...]] = []
    for _, group in groupby(branch.rows, key=lambda row: row.table):
        paras = list(group)
        tasks = read_tasks([para.cells for para in paras])
        if tasks is None:
            others += [para.cells for para in paras]
        else:
            others += [para.cells for para in paras[: tasks[0].row if tasks else len(paras)]]
            nodes += _rows_as_nodes(tasks, paras, key, used, year)
    return nodes, tuple(others)


def _rows_as_nodes(
    tasks: list[Task], paras: list[Para], key: str, used: set[str], year: int | None
) -> list[Node]:
    """Rows as items; a row that only names those below it is a group over them."""
    nodes: list[Node] = []
    for place, task in enumerate(tasks, len(used) + 1):
        above = nodes[-1] if nodes and nodes[-1].role == "group" and not task.group else None
        taken = {child.key for child in above.children} if above else used
        step = bare(task.marker) or str(len(taken) + 1 if above else place)
        node = Node(
            role="group" if task.group else "item",
            marker=task.marker,
            key=free(f"{above.key if above else key}.{step}", taken),
            text=task.text,
            line=paras[task.row].number,
            deadline=_due(task, year),
            rows=(paras[task.row].cells,),
            leader=task.leader,
            partner=task.partner,
        )
        if above:
            nodes[-1] = replace(above, children=(*above.children, node))
        else:
            nodes.append(node)
    return [node if node.children else replace(node, role="item") for node in nodes]


def _due(task: Task, year: int | None) -> Deadline | None:
    if not task.due:
        return deadline(task.text, year)
    dated = f"trước ngày {task.due}" if task.due[0].isdigit() else f"Thời gian: {task.due}"
    found = deadline(dated, year)
    return replace(found, text=task.due) if found else Deadline(task.due)
