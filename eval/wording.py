"""The Chinese words of the reports, and how they write numbers."""

from __future__ import annotations

from eval.statistics import Pooled, Share

KIND_NAMES = {
    "lead": "牵头单位",
    "support": "配合单位",
    "duty": "职责分工",
    "number": "数字",
    "date": "日期",
    "list": "列举",
    "contact": "联系方式",
    "yesno": "是否",
    "definition": "释义",
    "measure": "措施",
    "condition": "条件",
    "compare": "对比",
    "document": "文件信息",
    "unanswerable": "不可回答",
}
WORDING_NAMES = {
    "official": "公文说法",
    "everyday": "日常说法",
    "terse": "简短",
    "traditional": "繁体",
    "english": "英文",
    "typo": "错别字",
    "followup": "追问",
}
LANGUAGE_NAMES = {"zh-Hans": "简体中文", "zh-Hant": "繁体中文", "en": "英文"}
GROUPING_NAMES = {
    "kind": "题型",
    "wording": "问法",
    "language": "语言",
    "document": "文件",
}
KEY_NAMES = {
    "kind": KIND_NAMES,
    "wording": WORDING_NAMES,
    "language": LANGUAGE_NAMES,
    "document": {"": "（不限文件）"},
}
FAULT_NAMES = {
    "false_refusal": "误拒",
    "missed_refusal": "该拒未拒",
    "missing_fact": "缺要点",
    "wrong_phrase": "含错误说法",
    "not_cited": "未引依据",
    "unfaithful": "引文失实",
}
REFUSAL_NAMES = {
    "no_place": "没有该地的文件",
    "no_year": "没有该年的内容",
    "no_detail": "文件未写明",
    "false_premise": "前提不实",
    "not_there": "没有该文号或条款",
    "unclear": "问题不清楚",
}
MODE_NAMES = {
    "bm25": "词面",
    "dense": "向量",
    "hybrid": "混合",
    "hybrid+rerank": "混合并重排",
}
UNKNOWN = "—"


def group_name(grouping: str, key: str) -> str:
    """A group's key in Chinese; a key without a name stands for itself."""
    return KEY_NAMES[grouping].get(key, key)


def percent(value: float | None) -> str:
    """A share with one decimal ("75.0%")."""
    return UNKNOWN if value is None else f"{100 * value:.1f}%"


def percent_with_interval(share: Share | Pooled) -> str:
    """A share with its 95% interval and its counts ("75.0% [46.8–91.1] 9/12")."""
    if share.interval is None:
        return UNKNOWN
    low, high = share.interval
    counts = f"{share.count}/{share.total}"
    return f"{percent(share.value)} [{100 * low:.1f}–{100 * high:.1f}] {counts}"


def short_interval(share: Share | Pooled) -> str:
    """A share with its 95% interval in whole per cents ("75% [47–91]")."""
    if share.value is None or share.interval is None:
        return UNKNOWN
    low, high = share.interval
    return f"{100 * share.value:.0f}% [{100 * low:.0f}–{100 * high:.0f}]"


def three_decimals(value: float) -> str:
    """A ranking measure ("0.750")."""
    return f"{value:.3f}"


def milliseconds(value: float | None) -> str:
    """A time ("12.3 ms")."""
    return UNKNOWN if value is None else f"{value:.1f} ms"


def p_value(value: float) -> str:
    """A p-value to two digits ("p = 0.035"), tiny ones as a bound."""
    return "p < 0.0001" if value < 0.0001 else f"p = {value:.2g}"


def mode_name(mode: str) -> str:
    """A mode of retrieval as it is asked for and in Chinese ("bm25 词面")."""
    return f"{mode} {MODE_NAMES.get(mode, '')}".rstrip()


def mean_with_interval(value: float, interval: tuple[float, float]) -> str:
    """A mean between 0 and 1 with its 95% interval, times 100 ("60.7 [58.8–62.6]")."""
    low, high = interval
    return f"{100 * value:.1f} [{100 * low:.1f}–{100 * high:.1f}]"


def difference(value: float, interval: tuple[float, float]) -> str:
    """A difference of means with its 95% interval, times 100 ("+0.4 [+0.1, +0.8]")."""
    # Adding 0 after rounding turns -0.0 into 0.0.
    value, low, high = (round(100 * number, 1) + 0.0 for number in (value, *interval))
    return f"{value:+.1f} [{low:+.1f}, {high:+.1f}]"


def rank(place: int | None, depth: int) -> str:
    """A rank, or that none is among the first ``depth``."""
    return f"第 {place} 名" if place else f"不在前 {depth} 名"


def beginning(text: str, most: int = 160) -> str:
    """The first characters of a text on one line, with … where something was left out."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most] + "…"
