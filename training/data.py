"""The training files on disk: compressed JSON lines, one record a line."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.errors import WenzhengError

FILES = ("news", "laws", "pairs", "en_zh_laws", "cedict")

# News texts begin with a time stamp and this mark, which are no part of the article.
_NEWS_HEAD = re.compile(r"^[\d\-: ,，]*正文：")
_SENTENCE = re.compile(r"[^。！？；!?;\n]+")


class TrainingDataError(WenzhengError):
    """The training folder lacks a file, or a file holds too little to train on."""


def read_records(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The records of `folder/name.jsonl.xz` in file order.

    Raises TrainingDataError where the file is missing.
    """
    path = folder / f"{name}.jsonl.xz"
    if not path.is_file():
        raise TrainingDataError(
            f"训练数据缺少文件 {path.name}（文件夹 {folder}）；请用 --data 指定含有它的文件夹。"
        )
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def news_text(record: dict[str, Any]) -> str:
    """The article of a news record without its time stamp."""
    return _NEWS_HEAD.sub("", str(record["text"]))


def split_sentences(text: str) -> list[str]:
    """The sentences of `text`, without their closing marks and without blank ones."""
    return [sentence for sentence in map(str.strip, _SENTENCE.findall(text)) if sentence]
