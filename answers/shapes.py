"""Shapes of clauses, items and lists that several rooms look for."""

from __future__ import annotations

import re

CLAUSE = re.compile(r"[^,，。;；:：\n]+")
LISTING = re.compile("[、;；]")
NO_WORD = re.compile(r"\W")
# What begins an item of a list.
ITEM = re.compile(
    r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳]|[一二三四五六七八九十]+是)"
)
# Brackets behind a task that assign it.
ASSIGNMENT = re.compile(r"[(（][^()（）]*(?:牵头|负责|责任单位|配合)[^()（）]*[)）]")
