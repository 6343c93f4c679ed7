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
    for command in (_add_answers(kinds), _add_retrieval(kinds), _add_compare(kinds)):
        command.add_argument("--json", type=Path, metavar="FILE", help="结果写入 JSON 文件")
        command.add_argument("--html", type=Path, metavar="FILE", help="报告写入 HTML 文件")


def _add_answers(kinds: Subcommands) -> argparse.ArgumentParser:
    answers = add_command(kinds, "answers", _eval_answers, "评测问答")
    answers.add_argument("set", type=Path, metavar="SET.jsonl")
    answers.add_argument("--summary", action="store_true", help="只打印汇总，不列出失败的问题")
    return answers


def _add_retrieval(kinds: Subcommands) -> argparse.ArgumentParser:
    retrieval = add_command(
        kinds, "retrieval", _eval_retrieval, "评测检索(BEIR 格式的文件夹)", data=False
    )
    retrieval.add_argument("--encoder", metavar="文件夹或名称", help="另一个编码模型")
    # Taken as by the other commands, though nothing of the data folder is read.
    retrieval.add_argument("--data", help=argparse.SUPPRESS)
    retrieval.description = (
        "在一份 BEIR 格式的数据上评测检索，与已建的索引无关：段落在内存里另建索引，"
        "每个带相关段落的问题按每种方式检索一次。打印各项指标(乘以 100，括号里是 95% 区间)"
        "和耗时；两次结果是否真有差别，用 eval compare 检验。"
    )
    retrieval.add_argument(
        "folder",
        type=Path,
        metavar="BEIR_FOLDER",
        help="含 corpus.jsonl(或 .jsonl.gz)、queries.jsonl、qrels/test.tsv 的文件夹",
    )
    retrieval.add_argument(
        "--modes", metavar="M,N", help="检索方式，逗号分隔，例如 bm25,hybrid；默认全部"
    )
    retrieval.add_argument(
        "--queries",
        type=_query_range,
        default=slice(None),
        metavar="A:B",
        help="只用第 A 到 B 个问题(不含 B，从 0 数起，只数带相关段落的)，例如 0:1500",
    )
    retrieval.add_argument(
        "--parts",
        type=_query_parts,
        metavar="名称=A:B,…",
        help="另外分别统计这几段问题，例如 甲=0:1500,乙=1500:3000",
    )
    retrieval.add_argument(
        "--understood", action="store_true", help="先照产品的方式理解问题(同义词、简称等)再检索"
    )
    return retrieval


def _add_compare(kinds: Subcommands) -> argparse.ArgumentParser:
    compare = add_command(kinds, "compare", _eval_compare, "比较两次评测", data=False)
    compare.description = (
        "比较两份评测记录(--json 写出的文件)共有的题目，给出差别、95% 区间和 p 值："
        "问答用 McNemar 检验，检索用随机化检验。"
    )
    compare.add_argument("run_a", type=Path, metavar="RUN_A", help="一份评测记录，例如改动之前的")
    compare.add_argument(
        "run_b",
        type=Path,
        metavar="RUN_B",
        nargs="?",
        help="另一份，例如改动之后的；检索评测可以省去，即比较 RUN_A 里的各种方式",
    )
    compare.add_argument(
        "--modes",
        type=_two_modes,
        metavar="M,N",
        help="检索评测：拿 RUN_A 的方式 M 与 RUN_B 的方式 N 比较；默认相同方式相比",
    )
    return compare


def _query_range(text: str) -> slice:
    start, colon, end = text.partition(":")
    if not colon or not (start + end).isdecimal():
        raise argparse.ArgumentTypeError(f"{text} 不是范围；例如 0:1500")
    if end and int(end) <= int(start or 0):
        raise argparse.ArgumentTypeError(f"{text} 里没有问题；后一个数应大于前一个")
    return slice(int(start or 0), int(end) if end else None)


def _query_parts(text: str) -> dict[str, slice]:
    parts = {}
    for item in text.split(","):
        name, equals, numbers = item.partition("=")
        if not name or not equals:
            raise argparse.ArgumentTypeError(f"{item} 不是“名称=范围”；例如 甲=0:1500")
        if name in parts:
            raise argparse.ArgumentTypeError(f"名称“{name}”重复；请给每段一个不同的名称")
        parts[name] = _query_range(numbers)
    return parts


def _two_modes(text: str) -> tuple[str, str]:
    modes = text.split(",")
    if len(modes) != 2 or not all(modes):
        raise argparse.ArgumentTypeError(f"{text} 不是两种检索方式；例如 bm25,hybrid")
    return modes[0], modes[1]


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
    from eval.commands import evaluate_retrieval

    with bars() as progress:
        table = evaluate_retrieval(
            arguments.folder,
            chosen_encoder(arguments),
            arguments.modes.split(",") if arguments.modes else None,
            arguments.json,
            arguments.html,
            arguments.queries,
            arguments.parts,
            arguments.understood,
            progress,
        )
    print(table)
    return 0


def _eval_compare(arguments: argparse.Namespace) -> int:
    from eval.commands import compare_runs

    print(
        compare_runs(
            arguments.run_a, arguments.run_b, arguments.json, arguments.html, arguments.modes
        )
    )
    return 0
