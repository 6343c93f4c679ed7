"""What cleaning did to a text, by kind, for a person to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.records import Edit

# What each kind of edit is called; the keys are the kinds that the rules give.
NAMES = {
    "line-end": "统一换行符",
    "space": "去除多余空白",
    "invisible": "去除不可见字符",
    "width": "全角字母数字转半角",
    "pinyin": "去除括注拼音",
    "mojibake": "修复错位乱码",
    "lookalike": "还原形近误字",
    "junk": "去除标点前的干扰字",
    "break": "问号还原为换行",
    "script": "繁体转简体",
    "header": "去除服务器响应头",
    "copying": "去除防复制字符串",
    "wrapped": "去除单字外的括号",
    "hijack": "还原被广告词替换的“关于”",
    "spam": "去除垃圾广告文字",
    "chrome": "去除网站栏目和页脚",
    "label": "合拢标签中的空格",
    "table": "整理表头字段",
    "stray-space": "去除词中空格",
    "blank-line": "合并空行",
    "join": "接回断开的句子",
}
_LONGEST_EXAMPLE = 24


@dataclass(frozen=True, slots=True)
class EditSummary:
    """The edits of one kind: its name, how many, and the first few as (before, after)."""

    kind: str
    name: str
    count: int
    examples: tuple[tuple[str, str], ...]


def summarise_edits(edits: Iterable[Edit], examples: int = 3) -> tuple[EditSummary, ...]:
    """Count edits by kind, most frequent first, with the first different examples of each."""
    by_kind: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_kind[edit.kind].append(edit)
    summaries = []
    for kind, found in by_kind.items():
        shown = dict.fromkeys((_short(edit.before), _short(edit.after)) for edit in found)
        first = tuple(shown)[:examples]
        summaries.append(EditSummary(kind, NAMES.get(kind, kind), len(found), first))
    return tuple(sorted(summaries, key=lambda s: (-s.count, s.kind)))


def _short(text: str) -> str:
    flat = text.replace("\n", "⏎")
    return flat if len(flat) <= _LONGEST_EXAMPLE else flat[: _LONGEST_EXAMPLE - 1] + "…"
