"""What the commands `wenzheng eval answers` and `wenzheng eval compare` do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from corpus.writing import write_whole
from eval.compare import compare
from eval.comparison_report import comparison_json, comparison_page, comparison_text
from eval.report import run_page, run_text
from eval.runs import Asks, load_run, run_questions, save_run
from index.encoder import Progress


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


def compare_runs(
    path_a: Path,
    path_b: Path,
    json_path: Path | None = None,
    html_path: Path | None = None,
) -> str:
    """Compare two run files, write the files asked for and return the report as text.

    Raises RunError for a file that is no run, ComparisonError where the runs share no question,
    WritingError where a file cannot be written.
    """
    comparison = compare(load_run(path_a), load_run(path_b))
    if json_path is not None:
        write_whole(json_path, comparison_json(comparison))
    if html_path is not None:
        write_whole(html_path, comparison_page(comparison))
    return comparison_text(comparison)
