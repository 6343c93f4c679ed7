"""How well the text of a document is found on pages of many layouts, around known text.

    .venv/bin/python -m benchmarks.pages FOLDER [--short N] [--with trafilatura|readability]

FOLDER holds documents (.txt, or pages with nothing but a text). Each is printed into every
template of benchmarks/page_templates.py; with --short only its first N paragraphs, as in notices.
``kept``: characters of paragraphs that come back; ``first``, ``last``: pages that have the first
and the last sentence; ``foreign``: characters of the site per page, white space not counted.
``--with`` measures another library, which must be installed, instead.
"""

from __future__ import annotations

import argparse
import html
import re
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.page_templates import TELLING, TEMPLATES, UNSEEN
from corpus.decoding import decode
from corpus.pages import page_text

_SPACES = re.compile(r"[\s\u3000\u00a0|]+")
_TITLE = "云岭市人民政府办公室关于转发有关文件的通知"


def main() -> None:
    """Print a row for each template."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--short", type=int, default=0)
    parser.add_argument("--with", dest="library", choices=("trafilatura", "readability"))
    arguments = parser.parse_args()
    read = _reader(arguments.library)
    bodies = [
        paragraphs[: arguments.short or None]
        for path in sorted(arguments.folder.iterdir())
        if path.suffix in (".txt", ".html") and len(paragraphs := _paragraphs(path)) >= 3
    ]
    print(f"{len(bodies)} documents\n\n| template | kept | first | last | foreign | ms |")
    print("|---|---|---|---|---|---|")
    for name, template in (TEMPLATES | UNSEEN).items():
        print(_row(name, [(body, template(_TITLE, body)) for body in bodies], read))


def _row(name: str, pages: list[tuple[list[str], str]], read: Callable[[str], str]) -> str:
    kept = total = first = last = foreign = 0
    began = time.perf_counter()
    texts = [read(page) for _, page in pages]
    spent = time.perf_counter() - began
    for (body, _), text in zip(pages, texts, strict=True):
        whole = _bare(text)
        bare = [_bare(paragraph) for paragraph in body]
        total += sum(map(len, bare))
        kept += sum(len(paragraph) for paragraph in bare if paragraph in whole)
        first += bare[0] in whole
        last += bare[-1] in whole
        known = "".join(bare) + _TITLE
        for line in text.split("\n"):
            if _bare(line) not in known and not any(words in line for words in TELLING):
                foreign += len(_bare(line))
    n = len(pages)
    return (
        f"| {name} | {kept / total:.2%} | {first}/{n} | {last}/{n} | {foreign / n:.1f} | "
        f"{1000 * spent / n:.0f} |"
    )


def _paragraphs(path: Path) -> list[str]:
    """The paragraphs of a file, by its tags alone: nothing of the reader that is measured."""
    text = decode(path.read_bytes())
    if path.suffix == ".html":
        text = re.sub(r"(?s)<head>.*?</head>|<script.*?</script>|<style.*?</style>", "", text)
        text = re.sub(r"(?i)</(?:p|div|tr|td|h\d|li)>|<br[^>]*>", "\n", text.replace("\n", " "))
        text = html.unescape(re.sub(r"<[^>]*>", "", text))
    lines = (re.sub(r"[\s\u3000\u00a0]+", " ", line).strip() for line in text.split("\n"))
    return [line for line in lines if line]


def _bare(text: str) -> str:
    return _SPACES.sub("", text)


def _reader(library: str | None) -> Callable[[str], str]:
    if library == "trafilatura":
        import trafilatura

        return lambda page: trafilatura.extract(page, favor_recall=True) or ""
    if library == "readability":
        import readability

        def read(page: str) -> str:
            summary = readability.Document(page).summary()
            return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</p>|<br[^>]*>", "\n", summary)))

        return read
    return page_text


if __name__ == "__main__":
    main()
