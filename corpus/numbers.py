"""Document numbers (文号): 国发〔2019〕5号, 省政府令第12号, 公告2023年第5号."""

from __future__ import annotations

import re

_COUNT = r"(?:\d{1,5}|[〇○零一二三四五六七八九十百]{1,6})"
_YEAR = r"(?:19|20)\s?\d\d"
# A body's letters, the year in any brackets, and the count; bodies of letters and digits occur.
_YEARED = (
    rf"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z、·]{{0,15}}\s*[〔\[［(（【﹝]\s*{_YEAR}\s*年?\s*"
    rf"[〕\]］)）】﹞]\s*(?:第\s*)?(?:\d{{1,5}}(?:[-—]\d{{1,3}})?)\s*号"
)
_DECREE = (
    rf"[\u4e00-\u9fff、]{{1,30}}(?:令|公告|通告)\s*(?:[〔\[［(（【]\s*(?:{_YEAR}|第\s*{_COUNT}\s*号)\s*年?\s*[〕\]］)）】]\s*|{_YEAR}\s*年\s*)?"
    rf"(?:第\s*{_COUNT}\s*号)?"
)
_ALONE = (
    rf"[(（]?\s*(?:[〔\[［(（【]?\s*(?:{_YEAR}\s*年?|第?[一二三四五六七八九十]{{1,4}}届)\s*"
    rf"[〕\]］)）】]?\s*)?第\s*{_COUNT}\s*号\s*[)）]?"
    rf"|[〔［【\[(（]\s*{_YEAR}\s*[〕］】\])）]\s*\d{{1,5}}\s*号"
)
DOC_NUMBER = re.compile(_YEARED)
DECREE_NUMBER = re.compile(_DECREE)
NUMBER_ALONE = re.compile(_ALONE)
DECREE_HEAD = re.compile(r"(?:令|公告|通告)$")
IN_BRACKETS = re.compile(rf"\s*[(（【]\s*{_YEARED}\s*[)）】]\s*$")
_LINE = re.compile(
    rf"[(（【]?\s*(?:文件?号[:：]?)?\s*{_YEARED}\s*[)）】]?(?:\s*签发人[:：]?.{{0,20}})?"
)
_OUTER_BRACKETS = re.compile(r"^[(（](.*号)[)）]$")
_SAYS_NUMBER = re.compile(r"号[)）】〕\]]?$")


def is_number_line(line: str) -> bool:
    """Whether a line prints a document's number and nothing else."""
    if _LINE.fullmatch(line) or NUMBER_ALONE.fullmatch(line):
        return True
    decree = DECREE_NUMBER.fullmatch(line)
    return bool(decree) and bool(_SAYS_NUMBER.search(line.strip()))


def number_in(words: str) -> str:
    """The first document number in some words, without its spaces; empty where there is none."""
    match = DOC_NUMBER.search(words) or next(
        (m for m in DECREE_NUMBER.finditer(words) if "号" in m.group()), None
    )
    return _plain(match.group()) if match else ""


def number_of_line(line: str, before: str) -> str:
    """The number that a line prints; a decree's begins in the line ``before`` (某部令 / 第5号)."""
    if NUMBER_ALONE.fullmatch(line):
        head = re.sub(r"\s", "", before)
        plain = re.sub(r"\s", "", line)
        if DECREE_HEAD.search(head) and "关于" not in head:
            return head + _plain(plain).strip("()（）")
        return _OUTER_BRACKETS.sub(r"\1", plain)
    return number_in(line)


def _plain(words: str) -> str:
    """Without spaces, and without brackets around the count: 公告（第11号） is 公告第11号."""
    return re.sub(rf"[(（]\s*(第{_COUNT}号)\s*[)）]?", r"\1", re.sub(r"\s+", "", words))
