"""Measures of retrieval for readers: a table for the console and a standalone page."""

from __future__ import annotations

from collections.abc import Mapping

from eval.report import environment
from eval.tables import table

Scores = dict[str, float]
Result = Mapping[str, Mapping[str, Scores]]

_MODES = {"bm25": "词面（BM25）", "dense": "向量", "hybrid": "混合"}


def retrieval_table(result: Result) -> str:
    """The result of ``measure_retrieval`` as text for a terminal, a mode a line."""
    return table(*_cells(result))


def retrieval_page(result: Result, collection: str, encoder: str) -> str:
    """The result as one HTML page that needs no other file."""
    header, rows = _cells(result)
    page = environment().get_template("retrieval.html")
    return page.render(header=header, rows=rows, collection=collection, encoder=encoder)


def _cells(result: Result) -> tuple[list[str], list[list[str]]]:
    modes = result["modes"]
    names = list(next(iter(modes.values())))
    rows = [
        [_MODES.get(mode, mode), *(_number(name, scores[name]) for name in names)]
        for mode, scores in modes.items()
    ]
    return ["检索方式", *names], rows


def _number(name: str, value: float) -> str:
    return f"{value:.2f}" if name.endswith("_ms") else f"{value:.4f}"
