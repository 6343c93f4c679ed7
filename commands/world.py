"""What the commands share of the world: data folder, encoder, index, assistant, progress bars."""

from __future__ import annotations

import argparse
import gc
import json
import os
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import WenzhengError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from answers.assistant import Assistant
    from answers.fluent import FluentAssistant
    from corpus.records import Document
    from index.collection import Index
    from index.encoder import Encoder
    from retrieval.filters import Filters

HOME = Path(__file__).parents[1]
SHIPPED_DOCUMENTS = HOME / "corpus" / "documents"
OWN_DATA = HOME / "data"


def data_folder(arguments: argparse.Namespace) -> Path:
    """The data folder: as said, of the environment, or the product's own."""
    return Path(arguments.data or os.environ.get("WENZHENG_DATA") or OWN_DATA)


def is_own(data: Path) -> bool:
    """Whether it is the product's own data folder, which the shipped documents belong to."""
    return data.resolve() == OWN_DATA.resolve()


def chosen_encoder(arguments: argparse.Namespace) -> Encoder:
    """Load the encoder: as said, of the environment, or the shipped one."""
    from index.encoder import SHIPPED_ENCODER, load_encoder

    chosen = arguments.encoder or os.environ.get("WENZHENG_ENCODER") or str(SHIPPED_ENCODER)
    # Loading makes a million objects that live on; looking through them for garbage takes a second.
    gc.disable()
    try:
        return load_encoder(chosen)
    finally:
        gc.freeze()
        gc.enable()


def make_assistant(arguments: argparse.Namespace) -> Assistant | FluentAssistant:
    """The assistant over the index of the data folder, worded where a model is configured."""
    return worded(extracting_assistant(arguments))


def chosen_filters(arguments: argparse.Namespace) -> Filters:
    """The filters of the command line. Raises FilterError for what it cannot understand."""
    from retrieval.filters import make_filters

    return make_filters(arguments.region, arguments.year, arguments.issuer, arguments.kind)


def worded(assistant: Assistant) -> Assistant | FluentAssistant:
    """The assistant with the language model of the environment, where one is set there."""
    url, model = os.environ.get("WENZHENG_LLM_URL"), os.environ.get("WENZHENG_LLM_MODEL")
    if not url and not model:
        return assistant
    if not url or not model:
        raise WenzhengError("使用语言模型须同时设置 WENZHENG_LLM_URL 和 WENZHENG_LLM_MODEL。")
    from answers.fluent import FluentAssistant
    from answers.writer import OpenAiWriter

    key = os.environ.get("WENZHENG_LLM_KEY", "")
    return FluentAssistant(assistant, OpenAiWriter(url, model, key))


def extracting_assistant(
    arguments: argparse.Namespace, encoder: Encoder | None = None
) -> Assistant:
    """The assistant whose answers are taken from the documents."""
    from threadpoolctl import threadpool_limits

    from answers.assistant import Assistant

    # The sums and small products of an answer gain nothing from threads, and on a busy machine it
    # waits tens of milliseconds for the slowest of them.
    threadpool_limits(1, user_api="blas")
    encoder = encoder or chosen_encoder(arguments)
    return Assistant(ready_index(arguments, encoder), encoder, date.today)


def indexed(arguments: argparse.Namespace) -> dict[str, Document]:
    """The indexed documents; no encoder is loaded where an index stands already."""
    from index.store import has_index, read_documents

    data = data_folder(arguments)
    if is_own(data) and not has_index(data):
        ready_index(arguments, chosen_encoder(arguments))
    return read_documents(data)


def ready_index(arguments: argparse.Namespace, encoder: Encoder) -> Index:
    """The index in the data folder; the product's own is made on first use."""
    from index.store import has_index, open_index
    from index.update import update_index

    data = data_folder(arguments)
    if is_own(data) and not has_index(data):
        with index_bar() as progress:
            update_index([SHIPPED_DOCUMENTS], encoder, data, progress)
    return open_index(data, encoder)


@contextmanager
def bars() -> Iterator[Callable[[str, int, int], None]]:
    """Progress bars on standard error, one for each stage, none where nobody watches."""
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def progress(stage: str, done: int, total: int) -> None:
        bar = bars.get(stage)
        if bar is None:
            bar = bars[stage] = tqdm(total=total, desc=stage, disable=None, leave=False, delay=1.0)
        bar.update(done - bar.n)

    try:
        yield progress
    finally:
        for bar in bars.values():
            bar.close()


@contextmanager
def index_bar() -> Iterator[Callable[[str, int, int], None]]:
    """One bar for all of indexing: each stage moves it by the share of time that it takes."""
    from tqdm import tqdm

    from index.update import STAGES

    form = "{desc} {percentage:3.0f}%|{bar}| 已用 {elapsed}，还需 {remaining}"
    bar = tqdm(total=1.0, bar_format=form, disable=None, leave=False, delay=1.0)

    def progress(stage: str, done: int, total: int) -> None:
        earlier = sum(share for name, share in STAGES[: [n for n, _ in STAGES].index(stage)])
        bar.set_description_str(stage, refresh=False)
        bar.update(max(0.0, earlier + dict(STAGES)[stage] * done / max(total, 1) - bar.n))

    with bar:
        yield progress


def print_json(value: object) -> None:
    """Print a value as one line of JSON."""
    print(json.dumps(value, ensure_ascii=False))
