"""Collections of passages, questions and relevance in the BEIR layout.

Layout (Thakur et al. 2021): ``corpus.jsonl`` or ``corpus.jsonl.gz`` with ``_id``, ``title`` and
``text``, ``queries.jsonl`` with ``_id`` and ``text``, ``qrels/test.tsv`` with a header and the
columns query id, passage id, gain.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import WenzhengError
from corpus.records import Document, Passage, Region


class BeirError(WenzhengError):
    """The folder is no collection in the BEIR layout."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Passages as documents of one passage each, queries by id, gains by query and passage.

    A passage of gain 0 or none is not relevant.
    """

    documents: tuple[Document, ...]
    queries: Mapping[str, str]
    gains: Mapping[str, Mapping[str, int]]

    @property
    def asked(self) -> list[str]:
        """The ids of the queries that have a relevant passage, in the order of their file."""
        return [
            query
            for query in self.queries
            if any(g > 0 for g in self.gains.get(query, {}).values())
        ]

    @property
    def relevant(self) -> set[str]:
        """The passages that are relevant to some query."""
        judged = (self.gains[query].items() for query in self.asked)
        return {passage for gains in judged for passage, gain in gains if gain > 0}

    @property
    def absent(self) -> set[str]:
        """The relevant passages that are not among its passages."""
        return self.relevant - {document.id for document in self.documents}


def load_collection(folder: Path) -> Collection:
    """Read a collection.

    Raises BeirError where a file is missing, a line cannot be read or an id occurs twice, and where
    none of the relevant passages is there, so that passages and judgements belong to two sets.
    """
    corpus = next(
        (f for f in (folder / "corpus.jsonl", folder / "corpus.jsonl.gz") if f.is_file()), None
    )
    if corpus is None:
        raise BeirError(
            f"{folder} 里没有 corpus.jsonl 或 corpus.jsonl.gz；请指向 BEIR 格式的文件夹。"
        )
    queries = folder / "queries.jsonl"
    collection = Collection(
        documents=tuple(_document(record) for record in _records(corpus, ("_id", "text"))),
        queries={str(one["_id"]): str(one["text"]) for one in _records(queries, ("_id", "text"))},
        gains=_gains(folder / "qrels" / "test.tsv"),
    )
    if collection.relevant and collection.relevant == collection.absent:
        raise BeirError(
            f"{folder} 的 qrels/test.tsv 里的段落编号（如 {min(collection.absent)}）"
            f"在 {corpus.name} 里一个也没有；请检查两个文件是否属于同一份数据。"
        )
    return collection


def _document(record: Mapping[str, Any]) -> Document:
    return single_passage_document(
        str(record["_id"]), str(record["text"]), str(record.get("title") or "")
    )


def single_passage_document(identifier: str, text: str, title: str = "") -> Document:
    """A text as a document of one passage."""
    passage = Passage(f"{identifier}#0000", identifier, 0, len(text), "", ())
    return Document(
        id=identifier,
        title=title,
        issuer="",
        region=Region(),
        doc_number="",
        signed=None,
        published=None,
        kind="",
        source_file="",
        source_sha256="",
        raw_length=len(text),
        text=text,
        sections=(),
        passages=(passage,),
        duties=(),
        damages=(),
        edits=(),
    )


def _records(file: Path, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    seen: dict[str, int] = {}
    for number, line in _lines(file):
        try:
            record = json.loads(line)
            missing = [key for key in keys if key not in record]
        except (ValueError, TypeError) as error:
            raise BeirError(f"{file} 第 {number} 行不是 JSON；请检查该行。") from error
        if missing:
            raise BeirError(f"{file} 第 {number} 行缺少 {'、'.join(missing)}；请检查该行。")
        first = seen.setdefault(str(record["_id"]), number)
        if first != number:
            raise BeirError(
                f"{file} 第 {number} 行的 _id {record['_id']} 与第 {first} 行重复；请改掉一个。"
            )
        yield record


def _gains(file: Path) -> dict[str, dict[str, int]]:
    gains: dict[str, dict[str, int]] = {}
    for number, line in _lines(file):
        columns = line.rstrip("\n").split("\t")
        # The layout has a header; judgements that begin at once are read from the first line.
        if number == 1 and not columns[-1].isdecimal():
            continue
        try:
            query, passage, gain = columns
            gains.setdefault(query, {})[passage] = int(gain)
        except ValueError as error:
            raise BeirError(
                f"{file} 第 {number} 行不是“问题、段落、整数分值”三列；请检查该行。"
            ) from error
    return gains


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines of a text file, gzipped or not, that are not blank, counted from 1."""
    opened: Callable[..., Any] = gzip.open if file.suffix == ".gz" else open
    try:
        with opened(file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, line
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BeirError(
            f"读不出 {file}（{error}）；请检查文件是否存在、完整、UTF-8 编码。"
        ) from error
