"""Answers as server-sent events."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

# A clause with its closing mark and the citation marks that follow it.
PIECE = re.compile(r"[^，。；、！？,;!?\n]*[，。；、！？,;!?\n]?(?:\[\d+\])*")


def event(name: str, data: dict[str, Any]) -> str:
    """One event in the format of the HTML standard, section 9.2: name, one line of JSON, blank."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def text_pieces(text: str) -> Iterator[str]:
    """``text`` cut after clauses; joined, the pieces are ``text``, and no mark "[1]" is cut."""
    return (piece for piece in PIECE.findall(text) if piece)
