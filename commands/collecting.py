"""The commands for documents: `index`, `clean`, `report`, `documents` and `duties`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from commands.words import Subcommands, add_command
from commands.world import (
    SHIPPED_DOCUMENTS,
    chosen_encoder,
    data_folder,
    index_bar,
    indexed,
    is_own,
    print_json,
)
from corpus.errors import WenzhengError

if TYPE_CHECKING:
    from corpus.sources import Problem
    from index.encoder import Encoder


def add_collecting(commands: Subcommands) -> None:
    """Add the words of these commands."""
    index = add_command(commands, "index", _index, "读入文件或文件夹，建立或更新索引")
    index.add_argument("paths", nargs="*", type=Path, help="文件或文件夹")
    index.add_argument(
        "--rebuild",
        action="store_true",
        help="只收录所给文件；不给文件时，用所选编码模型重建现有索引",
    )
    clean = add_command(
        commands, "clean", _clean, "输出清理后的正文，并说明改动和疑似缺损", data=False
    )
    clean.add_argument("file", type=Path)
    clean.add_argument("--diff", action="store_true", help="逐处列出改动及其行号")
    report = add_command(commands, "report", _report, "文件读得怎样：信息、改动、缺损、段落和分工")
    report.add_argument("--html", type=Path, metavar="FILE", help="报告写入 HTML 文件")
    documents = add_command(commands, "documents", _documents, "列出已收录的文件")
    documents.add_argument("--json", action="store_true", help="每行一个 JSON")
    duties = add_command(commands, "duties", _duties, "列出各项任务的牵头和配合单位")
    duties.add_argument("--document", metavar="ID", help="只列一份文件")
    duties.add_argument("--json", action="store_true", help="每行一个 JSON")


def _index(arguments: argparse.Namespace) -> int:
    from index.manifest import DamagedIndexError, StaleIndexError
    from index.store import add_documents, has_index

    if not arguments.paths and not arguments.rebuild:
        raise WenzhengError("请给出要收录的文件或文件夹，例如 wenzheng index 文件夹。")
    encoder, data, paths = chosen_encoder(arguments), data_folder(arguments), list(arguments.paths)
    if is_own(data) and not has_index(data):
        paths.insert(0, SHIPPED_DOCUMENTS)
    if paths:
        return _update(paths, encoder, data, arguments.rebuild)
    try:
        with index_bar() as progress:
            index = add_documents([], encoder, data, progress)
    except (DamagedIndexError, StaleIndexError):
        # The product's own documents are at hand; others only their owner has.
        if not is_own(data):
            raise
        return _update([SHIPPED_DOCUMENTS], encoder, data, afresh=True)
    print(f"已收录 {len(index.documents)} 份文件、{len(index.passages)} 个段落，存于 {data}。")
    return 0


def _update(paths: Sequence[Path], encoder: Encoder, data: Path, afresh: bool) -> int:
    """Bring the index up to date with some files and say what was done."""
    from index.update import NothingReadError, update_index

    try:
        with index_bar() as progress:
            report = update_index(paths, encoder, data, progress, afresh=afresh)
    except NothingReadError as error:
        _print_problems(error.problems)
        raise
    _print_problems((*report.problems, *report.notes))
    counts = (
        ("新增", report.added),
        ("更新", report.changed),
        ("移除", report.removed),
        ("未变", report.unchanged),
        ("读不了", len(report.problems)),
        ("未读全", len({note.name for note in report.notes})),
    )
    done = "、".join(f"{name} {count:,}" for name, count in counts if count)
    copies = sum(map(len, report.copies.values()))
    same = f"（另有 {copies} 份与之相同，不重复列出）" if copies else ""
    kept = f"已收录 {report.documents} 份文件{same}、{report.passages} 个段落"
    print(f"{kept}，存于 {data}。{done}{'。' if done else ''}")
    return 0


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        told = not problem.name or problem.name in problem.reason
        print(problem.reason if told else f"“{problem.name}”{problem.reason}", file=sys.stderr)


def _clean(arguments: argparse.Namespace) -> int:
    from corpus.reading import read_document
    from corpus.reading_notes import reading_lines

    document = read_document(arguments.file)
    print(document.text, flush=True)
    print(*reading_lines(document, arguments.diff), sep="\n", file=sys.stderr)
    return 0


def _report(arguments: argparse.Namespace) -> int:
    from corpus.writing import written_whole
    from index.store import read_catalogue
    from web.reading_report import reading_report, report_lines

    documents = tuple(indexed(arguments).values())
    problems = read_catalogue(data_folder(arguments)).problems
    if arguments.html:
        with written_whole(arguments.html) as out:
            out.write(reading_report(documents, problems))
        print(f"{len(documents)} 份文件的阅读报告已写入 {arguments.html}。")
        return 0
    print(*report_lines(documents, problems), sep="\n")
    return 0


def _documents(arguments: argparse.Namespace) -> int:
    from corpus.listing import document_row
    from corpus.reading_notes import listing_lines

    for document in indexed(arguments).values():
        if arguments.json:
            print_json(document_row(document))
            continue
        print(*listing_lines(document), sep="\n")
    return 0


def _duties(arguments: argparse.Namespace) -> int:
    from corpus.listing import duty_row
    from corpus.reading_notes import duty_lines

    documents = indexed(arguments)
    if arguments.document is not None and arguments.document not in documents:
        raise WenzhengError(
            f"没有编号为 {arguments.document} 的文件；已收录：{'、'.join(documents)}。"
        )
    chosen = [documents[arguments.document]] if arguments.document else documents.values()
    for document in chosen:
        if arguments.json:
            for duty in document.duties:
                print_json(duty_row(document, duty))
            continue
        print(*duty_lines(document), sep="\n")
    return 0
