"""The part of speech of a word, by jieba's dictionary."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

_NEAR = 2_048  # bytes that are searched as they stand
_LATIN = re.compile("[A-Za-z]")


@lru_cache(maxsize=65_536)
def part_of_speech(word: str) -> str:
    """The tag of a word in jieba's dictionary ("n", "v", "vn", …), empty where it is not listed.

    The dictionary is searched as bytes, since parsing all of it would cost every cold start half
    a second. Its words stand in order, but for those with Latin letters and one more (高富帅),
    which is not found.
    """
    key, dictionary = word.encode(), _dictionary()
    first, last = 0, len(dictionary)
    while last - first > _NEAR and not _LATIN.search(word):
        middle = dictionary.find(b"\n", (first + last) // 2, last) + 1
        if not middle:
            break
        if dictionary[middle : middle + len(key)] < key:
            first = middle
        else:
            last = middle
    start = dictionary.find(b"\n" + key + b" ", max(first - 1, 0), last + len(key) + 1)
    if start < 0:
        return ""
    fields = dictionary[start + 1 : dictionary.find(b"\n", start + 1)].decode().split()
    return fields[2] if len(fields) > 2 else ""


@cache
def _dictionary() -> bytes:
    return b"\n" + files("jieba").joinpath("dict.txt").read_bytes()
