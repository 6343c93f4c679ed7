"""The command `wenzheng`."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from commands.asking import add_asking
from commands.collecting import add_collecting
from commands.measuring import add_measuring
from commands.words import Command, Parser
from corpus.errors import WenzhengError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did its work, 1 for a mistake it names, 2 for wrong words."""
    # Set before NumPy is loaded: threads that wait for small products double the time on one core.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    arguments = _parser().parse_args(argv)
    run: Command = arguments.run
    try:
        return run(arguments)
    except WenzhengError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        print(f"读写失败（{error.strerror or error}）；请检查磁盘空间和权限。", file=sys.stderr)
        return 1


def _parser() -> ArgumentParser:
    parser: ArgumentParser = Parser(
        prog="wenzheng", description="就政策文件提问，每一句答复都附原文出处。"
    )
    commands = parser.add_subparsers(required=True, metavar="命令")
    add_asking(commands)
    add_collecting(commands)
    add_measuring(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
