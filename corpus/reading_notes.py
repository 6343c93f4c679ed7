"""One document in lines for a person at a terminal: its entry in a list, what reading did to it."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.edit_contexts import EditInContext, edits_by_kind, edits_in_context
from corpus.listing import document_row, duty_row
from corpus.records import Document

_FACTS = (
    ("title", "标题"),
    ("issuer", "发文机关"),
    ("doc_number", "文号"),
    ("region", "地区"),
    ("signed", "成文日期"),
    ("published", "发布日期"),
    ("effective", "施行日期"),
    ("expires", "有效期至"),
)
_MOST_DAMAGES = 50


def listing_lines(document: Document) -> Iterator[str]:
    """A document in a list: id, title, what it says of itself, counts, notes, its other copies."""
    row = document_row(document)
    yield f"{row['id']}  {row['title'] or '（无标题）'}"
    dates = (("signed", "成文"), ("published", "发布"))
    told = "、".join(f"{name} {row[key]}" for key, name in dates if row[key])
    facts = [str(f) for f in (row["issuer"], row["region"], row["doc_number"], told) if f]
    if facts:
        yield f"    {' · '.join(facts)}"
    yield f"    {row['passages']} 段，{row['duties']} 项分工，{row['damages']} 处疑有缺损"
    for note in document.notes:
        yield f"    注意：{note}"
    if document.copies:
        yield f"    同一文件：{'、'.join(document.copies)}"


def duty_lines(document: Document) -> Iterator[str]:
    """The duties of a document: for each its section or task, then who leads and who supports."""
    yield f"{document.id}  {document.title or '（无标题）'}"
    for duty in document.duties:
        row = duty_row(document, duty)
        supports = f"；配合：{'、'.join(row['supports'])}" if row["supports"] else ""
        yield f"    {row['section'].split(' > ')[-1] or row['task']}"
        yield f"        牵头：{'、'.join(row['leads']) or '未写明'}{supports}"


def reading_lines(document: Document, every_edit: bool = False) -> Iterator[str]:
    """Metadata, what was found, edits by kind with examples (or each edit), damages, notes."""
    row = document_row(document)
    yield "读到的信息："
    for key, name in _FACTS:
        if row[key]:
            yield f"  {name}：{row[key]}"
    if missing := [name for key, name in _FACTS if not row[key]]:
        yield f"  文中未见：{'、'.join(missing)}"
    yield f"  段落 {row['passages']} 个，任务分工 {row['duties']} 项"
    yield f"清理改动：{len(document.edits)} 处" if document.edits else "清理改动：无"
    if every_edit:
        for edit in edits_in_context(document.text, document.edits):
            yield f"  第 {edit.line} 行 [{edit.kind}] {_change(edit)}"
    else:
        yield from _kinds(document)
    yield f"疑有缺损：{len(document.damages)} 处" if document.damages else "疑有缺损：无"
    for damage in document.damages[:_MOST_DAMAGES]:
        line = document.text.count("\n", 0, damage.start) + 1
        words = document.quote(damage.start, damage.end).replace("\n", "⏎")
        hint = damage.likely and damage.likely not in damage.reason
        likely = f"，疑为“{damage.likely}”" if hint else ""
        yield f"  第 {line} 行 “{words}”：{damage.reason.rstrip('。')}{likely}"
    if len(document.damages) > _MOST_DAMAGES:
        yield f"  另有 {len(document.damages) - _MOST_DAMAGES} 处"
    for note in document.notes:
        yield f"注意：{note}"


def _kinds(document: Document) -> Iterator[str]:
    for kind in edits_by_kind(document.text, document.edits):
        yield f"  {kind.name} {kind.count} 处"
        for example in kind.examples:
            yield f"    第 {example.line} 行 {_change(example)}"
        if kind.more:
            yield f"    另有 {kind.more} 处"


def _change(edit: EditInContext) -> str:
    """ "…left〔before→after〕right…", an empty side named."""
    return f"{edit.left}〔{edit.before or '（补入）'}→{edit.after or '（删去）'}〕{edit.right}"
