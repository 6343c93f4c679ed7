"""The words of a command line: a parser that says in Chinese what is wrong with them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeAlias

Subcommands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Command = Callable[[argparse.Namespace], int]

_WRONG_WORDS = (
    (r"unrecognized arguments: (.*)", r"不认识的参数 \1"),
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"argument (.*?): expected one argument", r"\1 后面缺少内容"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"没有\1 \2，可用的有 \3"),
    (r"argument (.*?): invalid int value: (.*)", r"\1 应为整数，不是 \2"),
    (r"argument (.*?): (.*)", r"\1：\2"),
)


class Parser(argparse.ArgumentParser):
    """Says in one Chinese sentence which words are wrong."""

    def error(self, message: str) -> NoReturn:
        """End the program with 2 after saying what is wrong."""
        for english, chinese in _WRONG_WORDS:
            if found := re.fullmatch(english, message, re.DOTALL):
                message = found.expand(chinese)
                break
        self.exit(2, f"{message}；用法见 {self.prog} --help。\n")


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the options that limit a command to some of the documents."""
    group = parser.add_argument_group("只在部分文件中查找")
    group.add_argument(
        "--region", default="", metavar="地区", help="省、市或区县，含其下各级；或“全国”"
    )
    group.add_argument("--year", default="", metavar="年份", help="如 2023、2020-2023、2020-")
    group.add_argument("--issuer", default="", metavar="机关", help="发文机关，全称、简称或旧称")
    group.add_argument("--kind", default="", metavar="文种", help="如 通知、意见；多个以逗号分开")


def add_command(
    commands: Subcommands, name: str, run: Command, help_text: str, data: bool = True
) -> argparse.ArgumentParser:
    """Add a command that ``run`` runs; ``data`` gives it --data and --encoder."""
    parser = commands.add_parser(name, help=help_text)
    parser.set_defaults(run=run)
    if data:
        parser.add_argument("--data", type=Path, metavar="DIR", help="数据文件夹")
        parser.add_argument("--encoder", metavar="文件夹或名称", help="另一个编码模型")
    return parser
