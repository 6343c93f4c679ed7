"""The command `eval`: measures answers and retrieval, compares runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from commands.words import Subcommands, add_command
from commands.world import bars, chosen_encoder, make_assistant


def add_measuring(commands: Subcommands) -> None:
    """Add the words of these commands."""
    evaluation = commands.add_parser("eval", help="评测")
    kinds = evaluation.add_subparsers(required=True, metavar="评测内容")
    answers = add_command(kinds, "answers", _eval_answers, "评测问答")
    answers.add_argument("set", type=Path, metavar="SET.jsonl")
    answers.add_argument("--summary", action="store_true", help="只打印汇总，不列出失败的问题")
    retrieval = add_command(kinds, "retrieval", _eval_retrieval, "评测检索(BEIR 格式的文件夹)")
    retrieval.add_argument("folder", type=Path, metavar="BEIR_FOLDER")
    retrieval.add_argument("--modes", default="bm25,dense,hybrid", help="逗号分隔")
    retrieval.add_argument(
        "--queries",
        type=_query_range,
        default=slice(None),
        metavar="A:B",
        help="只用第 A 到 B 个问题",
    )
    compare = add_command(kinds, "compare", _eval_compare, "比较两次评测", data=False)
    compare.add_argument("run_a", type=Path, metavar="RUN_A")
    compare.add_argument("run_b", type=Path, metavar="RUN_B")
    for command in (answers, retrieval, compare):
        command.add_argument("--json", type=Path, metavar="FILE", help="结果写入 JSON 文件")
        command.add_argument("--html", type=Path, metavar="FILE", help="报告写入 HTML 文件")


def _query_range(text: str) -> slice:
    start, colon, end = text.partition(":")
    if not colon or not (start + end).isdigit():
        raise argparse.ArgumentTypeError(f"{text} 不是范围；例如 0:1500")
    return slice(int(start or 0), int(end) if end else None)


def _eval_answers(arguments: argparse.Namespace) -> int:
    from eval.commands import evaluate_answers

    assistant = make_assistant(arguments)
    with bars() as progress:
        run = evaluate_answers(
            arguments.set,
            assistant,
            arguments.json,
            arguments.html,
            progress,
            settings={
                "encoder": assistant.encoder.name,
                "encoder_fingerprint": assistant.encoder.fingerprint,
            },
            list_failures=not arguments.summary,
        )
    print(run)
    return 0


def _eval_retrieval(arguments: argparse.Namespace) -> int:
    from eval.beir import evaluate_retrieval

    with bars() as progress:
        table = evaluate_retrieval(
            arguments.folder,
            chosen_encoder(arguments),
            arguments.modes.split(","),
            arguments.json,
            progress,
            arguments.html,
            arguments.queries,
        )
    print(table)
    return 0


def _eval_compare(arguments: argparse.Namespace) -> int:
    from eval.commands import compare_runs

    print(compare_runs(arguments.run_a, arguments.run_b, arguments.json, arguments.html))
    return 0
