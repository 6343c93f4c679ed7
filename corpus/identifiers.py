"""Ids of documents: made of file names, told apart by folders, safe in addresses and paths."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TypeVar

from corpus.names import shown
from corpus.sources import Source

AnySource = TypeVar("AnySource", bound=Source | Path)

LONGEST_ID = 120  # characters, so that the id also fits a file name of 255 bytes with room for more
# Slashes and "#" part addresses and passage ids, controls and stray surrogates break lines.
_UNSAFE = re.compile(r"[/\\#?%\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd]+")


def as_source(source: Source | Path) -> Source:
    """A path as the source that it is."""
    return source if isinstance(source, Source) else Source(source)


def distinct_ids(sources: Iterable[AnySource]) -> dict[AnySource, str]:
    """An id for each file: its stem, with as many folders before it as it takes to be unique.

    ``2023/通知.txt`` and ``2024/通知.txt`` become "2023-通知" and "2024-通知"; an archive counts as
    a folder. Of one stem in one folder the endings tell: "通知.docx", "通知.pdf". What has no
    place in an address becomes "-", and a name that is too long ends in a digest of the whole.
    """
    names = {source: _parts(as_source(source)) for source in sources}
    stems = Counter((folders, _stem(name)) for folders, name in names.values())
    labels: dict[AnySource, str] = {}
    for source, (folders, name) in names.items():
        labels[source] = name if stems[folders, _stem(name)] > 1 else _stem(name)
    ids = {source: _safe(label) for source, label in labels.items()}
    deepest = max((len(folders) for folders, _ in names.values()), default=0)
    for depth in range(1, 1 + deepest):
        counts = Counter(ids.values())
        if all(count == 1 for count in counts.values()):
            break
        for source, parts in names.items():
            if counts[ids[source]] > 1:
                ids[source] = _safe("-".join((*parts[0][-depth:], labels[source])))
    counts = Counter(ids.values())
    return {
        source: id_ if counts[id_] == 1 else f"{id_}-{_digest(as_source(source).where)}"
        for source, id_ in ids.items()
    }


def _stem(name: str) -> str:
    return PurePosixPath(name).stem


def _parts(source: Source) -> tuple[tuple[str, ...], str]:
    """The folders of a file, archives among them, and its name."""
    parts = [*source.path.parts]
    if source.entry:
        parts[-1] = source.path.stem
        parts += [part for part in source.entry.split("/") if part not in ("", ".", "..")]
    *folders, name = (shown(part) for part in parts)
    return tuple(folders), name


def _safe(name: str) -> str:
    id_ = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip("- .") or _digest(name)
    return id_ if len(id_) <= LONGEST_ID else f"{id_[: LONGEST_ID - 9]}-{_digest(name)}"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
