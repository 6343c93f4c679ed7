"""Answers over an index that changes: each question is answered from one state of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from corpus.errors import WenzhengError
from index.generations import current_generation

SECONDS = 1.0  # between two looks at which index is the current one

Answerer = TypeVar("Answerer")


class Living(Generic[Answerer]):
    """Holds what answers over the index of a data folder, and opens it anew when it has changed.

    ``load`` opens the index of now. What a caller got from ``current`` stays whole and valid
    while a newer one is opened beside it. An index that cannot be opened (made by another
    encoder, damaged) is told to ``report`` once, and the one before goes on answering.
    """

    def __init__(
        self, data: Path, load: Callable[[], Answerer], report: Callable[[str], None]
    ) -> None:
        self._folder = data / "index"
        self._load = load
        self._report = report
        # Looked at before loading: a change in between is opened again rather than missed.
        self._seen = current_generation(self._folder)
        self._current = load()
        if self._seen is None:  # it was loading that made the index
            self._seen = current_generation(self._folder)
        self._stopped = threading.Event()

    def current(self) -> Answerer:
        """What answers now."""
        return self._current

    def refresh(self) -> bool:
        """Open the index anew if another is current by now; whether it was."""
        latest = current_generation(self._folder)
        if latest is None or latest == self._seen:
            return False
        self._seen = latest
        try:
            self._current = self._load()
        except WenzhengError as error:
            self._report(f"索引已更新，但无法打开，仍用原来的索引作答：{error}")
            return False
        self._report("索引已更新，现用新的索引作答。")
        return True

    def watch(self, seconds: float = SECONDS) -> None:
        """Refresh every so many seconds in a thread of its own, until ``stop``."""

        def look() -> None:
            while not self._stopped.wait(seconds):
                try:
                    self.refresh()
                except Exception as error:  # a broken look must not end all later ones
                    self._report(f"查看索引时出错（{type(error).__name__}），仍用原来的索引作答。")

        threading.Thread(target=look, name="index-watch", daemon=True).start()

    def stop(self) -> None:
        """End the watching."""
        self._stopped.set()
