"""Duties in tables: columns that name who leads and who supports the task of each row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.records import Unit
from corpus.rows import Table, cells_of, find_tables, is_row
from corpus.units import split_units

_KINDS = "(?:单位|部门|机构|处室|科室)"
_LEADS = re.compile(
    rf"(?:牵头|主办|主责|主要责任|责任|负责|承办|落实|实施)(?:责任)?{_KINDS}(?:及|$)?"
)
_FIRST = re.compile(rf"(?:牵头|主办|主责)(?:责任)?{_KINDS}")
_SUPPORTS = re.compile(rf"(?:配合|协办|协同|参与|参加|支持|协助|会办){_KINDS}")
_TASK = re.compile("任务|事项|举措|措施|内容|项目|工作|目标|名称")
_SPLIT_BY_SPACE = re.compile(r"(?<=[\u4e00-\u9fff)）])[ \u3000]+(?=[\u4e00-\u9fff])")

Found = tuple[int, int, str, tuple[Unit, ...], tuple[Unit, ...]]


def find_rows(text: str) -> Iterator[Found]:
    """Start, end, task, leads and supports of each row that names the bodies for its task."""
    if not is_row(text):
        return
    lines = [(m.start(), m.group()) for m in re.finditer(r"[^\n]+", text)]
    for table in find_tables([line for _, line in lines]):
        columns = _columns(lines, table)
        if columns is None:
            continue
        lead, support, task, width = columns
        for number in table.rows:
            cells = cells_of(lines[number][1], lines[number][0])
            if len(cells) != width:
                continue
            leads = _bodies(text, cells[lead])
            supports = _bodies(text, cells[support]) if support >= 0 else ()
            if leads:
                spans = [cells[lead], *([cells[support]] if supports else [])]
                first, last = min(s for s, _ in spans), max(e for _, e in spans)
                yield first, last, " ".join(text[slice(*cells[task])].split()), leads, supports


def _columns(lines: list[tuple[int, str]], table: Table) -> tuple[int, int, int, int] | None:
    """The columns of leads, supports (-1: none) and tasks, and how many columns there are."""
    if not table.heads:
        return None
    line = lines[table.heads[-1]][1]
    names = [re.sub(r"\s", "", line[start:end]) for start, end in cells_of(line)]
    leads = [i for i, name in enumerate(names) if _LEADS.search(name)]
    if not leads:
        return None
    first = [i for i in leads if _FIRST.search(names[i])]
    lead = (first or leads)[0]
    supports = [i for i, name in enumerate(names) if _SUPPORTS.search(name)]
    supports += [i for i in leads if first and i != lead]
    others = [i for i in range(len(names)) if i != lead and i not in supports]
    tasks = [i for i in others if _TASK.search(names[i])] or [i for i in others if i]
    if not tasks:
        return None
    return lead, supports[0] if supports else -1, tasks[0], len(names)


def _bodies(text: str, cell: tuple[int, int]) -> tuple[Unit, ...]:
    """The bodies of a cell, divided as in a sentence or by the spaces left of its lines."""
    start, end = cell
    whole = split_units(text, start, end) if end > start else ()
    if whole and not any(" " in unit.name for unit in whole):
        return whole
    pieces: list[Unit] = []
    at = start
    for gap in [*_SPLIT_BY_SPACE.finditer(text, start, end), None]:
        last = gap.start() if gap else end
        units = split_units(text, at, last) if last > at else ()
        if not units:
            return whole
        pieces += units
        at = gap.end() if gap else end
    return tuple(pieces)
