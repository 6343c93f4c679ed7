"""Names of files: as they can be shown and stored, and those that programs leave behind."""

from __future__ import annotations

import os
import unicodedata

# What systems and programs leave beside documents.
_LEFTOVERS = (".", "~$")
_LEFTOVER_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def shown(name: str) -> str:
    """A file name that can be printed and stored: bytes of no encoding and controls replaced.

    Names that an old system wrote in GB18030 are read as such.
    """
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        name = _from_bytes(os.fsencode(name)) if _is_from_disk(name) else name
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") else c for c in name)


def is_leftover(name: str) -> bool:
    """Whether a name is hidden or of a kind that holds no document."""
    hidden = name.startswith(_LEFTOVERS) and name not in (".", "..")
    return hidden or name.lower() in _LEFTOVER_NAMES


def _is_from_disk(name: str) -> bool:
    """Whether all surrogates stand for bytes, as Python reads names from disk."""
    return all("\udc80" <= c <= "\udcff" for c in name if "\ud800" <= c <= "\udfff")


def _from_bytes(raw: bytes) -> str:
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")
