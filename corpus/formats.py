"""File formats: which endings are read, by which reader, and what to do about the others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "tables" / "file_formats.tsv"


@dataclass(frozen=True, slots=True)
class Format:
    """A row of tables/file_formats.tsv: its reader ("none" where there is none), name, remedy."""

    reader: str
    name: str
    remedy: str


UNKNOWN = Format("none", "不支持的格式", "请另存为 .docx、.pdf、.html 或 .txt 后再试")


@cache
def formats() -> dict[str, Format]:
    """All known formats by their ending in lower case, the dot included."""
    found = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            ending, reader, name, remedy, *_ = (*line.split("\t"), "")
            found[ending] = Format(reader, name, remedy)
    return found


def format_of(suffix: str) -> Format:
    """The format of a file ending (".docx"), `UNKNOWN` where the table does not have it."""
    return formats().get(suffix.lower(), UNKNOWN)


def refusal(form: Format) -> str:
    """Why a format is not read and what to do: "是旧版 Word 文件，不能直接读取。请…。"."""
    name = form.name if form is UNKNOWN else f"{form.name}，不能直接读取"
    gap = " " if name[:1].isascii() else ""
    return f"是{gap}{name}。{form.remedy}。"
