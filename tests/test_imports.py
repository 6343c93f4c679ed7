"""Who may import whom, and who may touch the world: read from the source, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]

# Each room and the rooms to its left, which are all of ours that it may import.
MAY_IMPORT: dict[str, set[str]] = {
    "corpus": set(),
    "index": {"corpus"},
    "retrieval": {"corpus", "index"},
    "prompts": set(),
    "answers": {"corpus", "index", "retrieval", "prompts"},
    "eval": {"corpus", "index", "retrieval", "answers"},
    "training": {"corpus", "index", "retrieval", "answers", "eval"},
    "web": {"corpus", "index", "retrieval", "answers"},
    "server": {"corpus", "index", "retrieval", "answers", "web"},
    "commands": {"corpus", "index", "retrieval", "answers", "eval", "web", "server"},
    "cli": {"corpus", "index", "retrieval", "answers", "eval", "web", "server", "commands"},
}
DOORS = {"cli", "commands", "server"}
# Names whose use reads the environment or the command line, or speaks to the terminal.
WORLDLY_NAMES = {"print", "input"}
WORLDLY_ATTRIBUTES = {("os", "environ"), ("os", "getenv"), ("sys", "argv"), ("sys", "stdin")}
WORLDLY_IMPORTS = {("os", "environ"), ("os", "getenv"), ("sys", "argv")}


def sources(room: str) -> list[Path]:
    """The Python files of a room: a folder, or one file beside the folders."""
    folder = HOUSE / room
    alone = HOUSE / f"{room}.py"
    if not folder.is_dir():
        return [alone] if alone.exists() else []
    # What training leaves on the way is no part of the house.
    return sorted(set(folder.rglob("*.py")) - set((folder / "scratch").rglob("*.py")))


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The top-level name and the line of every absolute import, wherever in the file it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").split(".")[0], node.lineno


def strangers(room: str, tree: ast.AST) -> list[tuple[str, int]]:
    """The imports of a room that point the wrong way."""
    allowed = MAY_IMPORT[room] | {room}
    ours = MAY_IMPORT.keys() | {"tests"}
    return [(name, line) for name, line in imported(tree) if name in ours - allowed]


def bare_eval_lines(tree: ast.AST) -> list[int]:
    """Lines that bind ``eval`` and so hide the builtin: ``import eval.x``, ``… as eval``."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                bound = alias.asname or (
                    alias.name.split(".")[0] if isinstance(node, ast.Import) else alias.name
                )
                if bound == "eval":
                    lines.append(node.lineno)
    return lines


def worldly_lines(tree: ast.Module) -> list[int]:
    """Lines that touch the world, except those run only when the file itself is the command."""
    lines = []
    for top in tree.body:
        if _is_main_guard(top):
            continue
        for node in ast.walk(top):
            if (
                (isinstance(node, ast.Name) and node.id in WORLDLY_NAMES)
                or (
                    isinstance(node, ast.Attribute)
                    and isinstance(node.value, ast.Name)
                    and (node.value.id, node.attr) in WORLDLY_ATTRIBUTES
                )
                or (
                    isinstance(node, ast.ImportFrom)
                    and any((node.module, alias.name) in WORLDLY_IMPORTS for alias in node.names)
                )
            ):
                lines.append(node.lineno)
    return lines


def _is_main_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"


def _has_main(tree: ast.Module) -> bool:
    return any(_is_main_guard(node) for node in tree.body)


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_rooms_to_its_left(room: str) -> None:
    wrong = {
        f"{path.relative_to(HOUSE)}:{line}": name
        for path in sources(room)
        for name, line in strangers(room, parse(path))
    }
    assert wrong == {}


@pytest.mark.parametrize("room", sorted(MAY_IMPORT.keys() - DOORS))
def test_only_the_doors_touch_the_world(room: str) -> None:
    touched = []
    for path in sources(room):
        tree = parse(path)
        # A file of training that is itself a command is a door of its own.
        if not (room == "training" and _has_main(tree)):
            touched += [f"{path.relative_to(HOUSE)}:{line}" for line in worldly_lines(tree)]
    assert touched == []


def test_nothing_hides_the_builtin_eval() -> None:
    everything = [path for room in MAY_IMPORT for path in sources(room)]
    hidden = [
        f"{path.relative_to(HOUSE)}:{line}"
        for path in [*everything, *sources("tests")]
        for line in bare_eval_lines(parse(path))
    ]
    assert hidden == []


def test_every_package_of_the_house_is_a_known_room() -> None:
    packages = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    modules = {path.stem for path in HOUSE.glob("*.py")}
    assert packages | modules <= MAY_IMPORT.keys()


def test_a_wrong_import_is_seen_wherever_it_hides() -> None:
    tree = ast.parse(
        "import os\n"
        "from corpus.records import Hit\n"
        "def late():\n"
        "    from answers.records import Answer\n"
        "    import eval.runs, cli\n"
    )
    assert strangers("index", tree) == [("answers", 4), ("eval", 5), ("cli", 5)]
    assert strangers("cli", tree) == []


def test_a_touch_of_the_world_is_seen() -> None:
    tree = ast.parse(
        "import os, sys\n"
        "from os import environ\n"
        "def read():\n"
        "    print(os.environ['HOME'])\n"
        "    return sys.argv\n"
        "if __name__ == '__main__':\n"
        "    print(read())\n"
    )
    assert sorted(worldly_lines(tree)) == [2, 4, 4, 5]


@pytest.mark.parametrize(
    ("line", "hides"),
    [
        ("import eval", True),
        ("import eval.runs", True),
        ("import eval.runs as runs", False),
        ("import ast as eval", True),
        ("from eval import runs", False),
        ("from torch import eval", True),
    ],
)
def test_a_hidden_builtin_is_seen(line: str, hides: bool) -> None:
    assert bool(bare_eval_lines(ast.parse(line))) is hides
