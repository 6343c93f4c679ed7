"""What the commands `wenzheng eval answers` and `wenzheng eval compare` do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from eval.compare import Comparison, compare
from eval.comparison_report import comparison_json, comparison_page
from eval.report import run_page
from eval.runs import Asks, Run, load_run, run_questions, save_run, write_text
from index.encoder import Progress


def evaluate_answers(
    set_path: Path,
    assistant: Asks,
    json_path: Path | None = None,
    html_path: Path | None = None,
    progress: Progress | None = None,
    settings: Mapping[str, str] | None = None,
) -> Run:
    """Run a question set and write the files asked for; eval.report.run_text prints the run.

    Raises QuestionSetError for a set that does not fit the index, RunError where a file cannot
    be written.
    """
    run = run_questions(set_path, assistant, settings, progress)
    if json_path is not None:
        save_run(run, json_path)
    if html_path is not None:
        write_text(html_path, run_page(run))
    return run


def compare_runs(
    path_a: Path,
    path_b: Path,
    json_path: Path | None = None,
    html_path: Path | None = None,
) -> Comparison:
    """Compare two run files and write the files asked for.

    eval.comparison_report.comparison_text prints the comparison. Raises RunError for a file that
    is no run or cannot be written, ComparisonError where the runs share no question.
    """
    comparison = compare(load_run(path_a), load_run(path_b))
    if json_path is not None:
        write_text(json_path, comparison_json(comparison))
    if html_path is not None:
        write_text(html_path, comparison_page(comparison))
    return comparison
