"""What the commands under `wenzheng eval` do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.writing import WritingError, write_whole
from eval.beir import load_collection
from eval.compare import ComparisonError, compare
from eval.comparison_report import comparison_json, comparison_page, comparison_text
from eval.report import run_page, run_text
from eval.retrieval_compare import RetrievalComparison, compare_retrieval
from eval.retrieval_comparison_report import (
    retrieval_comparison_json,
    retrieval_comparison_page,
    retrieval_comparison_text,
)
from eval.retrieval_report import absent_note, retrieval_page, retrieval_table
from eval.retrieval_runs import (
    EVERY_QUERY,
    MODES,
    Parts,
    is_retrieval_run,
    load_retrieval_run,
    measure_retrieval,
    save_retrieval_run,
)
from eval.runs import Asks, load_run, run_questions, save_run
from index.encoder import Encoder, Progress


def evaluate_answers(
    set_path: Path,
    assistant: Asks,
    json_path: Path | None = None,
    html_path: Path | None = None,
    progress: Progress | None = None,
    settings: Mapping[str, str] | None = None,
    list_failures: bool = True,
) -> str:
    """Run a question set, write the files asked for and return the report as text.

    Raises QuestionSetError for a set that does not fit the index, WritingError where a file
    cannot be written.
    """
    run = run_questions(set_path, assistant, settings, progress)
    if json_path is not None:
        save_run(run, json_path)
    if html_path is not None:
        write_whole(html_path, run_page(run))
    return run_text(run, list_failures)


def evaluate_retrieval(
    folder: Path,
    encoder: Encoder,
    modes: Sequence[str] | None = None,
    json_path: Path | None = None,
    html_path: Path | None = None,
    queries: slice = EVERY_QUERY,
    parts: Parts | None = None,
    understood: bool = False,
    progress: Progress | None = None,
) -> str:
    """Measure retrieval in some modes (all, where none is named), write the files asked for and
    return the result as a table.

    Raises BeirError as ``measure_retrieval`` does, WritingError where a file cannot be written.
    """
    for path in (json_path, html_path):
        if path is not None:
            # Better now than after minutes of measuring.
            _check_writable(path)
    collection = load_collection(folder)
    run = measure_retrieval(
        folder, encoder, modes or MODES, queries, parts, progress, collection, understood
    )
    if json_path is not None:
        save_retrieval_run(run, json_path)
    if html_path is not None:
        documents = {document.id: document for document in collection.documents}
        write_whole(html_path, retrieval_page(run, documents, absent_note(collection)))
    return "\n\n".join(filter(None, (retrieval_table(run), absent_note(collection))))


def _check_writable(path: Path) -> None:
    """Raises WritingError where a file could not be written there."""
    if path.is_dir():
        raise WritingError(f"无法写入 {path}（这是文件夹）；请给出文件名。")
    trial = path.with_name(f".{path.name}.trial")
    write_whole(trial, "")
    trial.unlink()


def compare_runs(
    path_a: Path,
    path_b: Path | None = None,
    json_path: Path | None = None,
    html_path: Path | None = None,
    modes: tuple[str, str] | None = None,
) -> str:
    """Compare two run files, write the files asked for and return the report as text.

    Runs of retrieval are compared mode by mode, or by the two ``modes`` named; without a second
    file the modes of the first with each other. Raises RunError for a file that is no run,
    ComparisonError where there is nothing to compare, WritingError where a file cannot be written.
    """
    path_b = path_b or path_a
    kinds = {is_retrieval_run(path) for path in (path_a, path_b)}
    if len(kinds) == 2:
        raise ComparisonError("一份是问答评测、一份是检索评测，无法比较；请给出同类的两份。")
    if kinds == {True}:
        runs = load_retrieval_run(path_a), load_retrieval_run(path_b)
        return _compare_retrieval(compare_retrieval(*runs, modes), json_path, html_path)
    if path_b == path_a:
        raise ComparisonError("比较问答评测要给出两份评测记录。")
    comparison = compare(load_run(path_a), load_run(path_b))
    if json_path is not None:
        write_whole(json_path, comparison_json(comparison))
    if html_path is not None:
        write_whole(html_path, comparison_page(comparison))
    return comparison_text(comparison)


def _compare_retrieval(
    comparison: RetrievalComparison, json_path: Path | None, html_path: Path | None
) -> str:
    if json_path is not None:
        write_whole(json_path, retrieval_comparison_json(comparison))
    if html_path is not None:
        write_whole(html_path, retrieval_comparison_page(comparison))
    return retrieval_comparison_text(comparison)
