"""The table that is trained: an entry's vector is its own, its characters' and a learned weight."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

# What the characters of a word (or the stem of a Latin one) add to the word's own vector.
CHARACTERS_SHARE = 0.5
STEM = 5  # first letters that a longer Latin word shares with its kin: "insurance", "insured"


class ComposedTable(nn.Module):
    """Vectors of all entries, (n_entries, dim), made of fewer independent ones.

    ``entries`` are the words of the vocabulary and ``log_probabilities`` (n_entries,) their log
    probabilities. A rare word leans on its characters (诊疗费 on 诊, 疗, 费), a rare Latin word on
    its stem. The length of an entry's vector starts at its idf-like weight -log p and is learned.
    """

    def __init__(
        self,
        entries: Sequence[str],
        log_probabilities: NDArray[np.float64],
        dimensions: int,
        generator: torch.Generator,
    ) -> None:
        super().__init__()
        parts, starts, n_rows = _parts(entries)
        self.register_buffer("parts", parts)
        self.register_buffer("starts", starts)
        self.rows = nn.Parameter(torch.randn(n_rows, dimensions, generator=generator))
        weights = -log_probabilities / -log_probabilities.mean()
        self.log_weights = nn.Parameter(torch.from_numpy(np.log(weights)).float()[:, None])

    def forward(self) -> Tensor:
        """The vectors of all entries, (n_entries, dim) float32."""
        assert isinstance(self.parts, Tensor) and isinstance(self.starts, Tensor)
        own = self.rows[: len(self.log_weights)]
        shared = nn.functional.embedding_bag(self.parts, self.rows, self.starts, mode="sum")
        composed: Tensor = (own + CHARACTERS_SHARE * shared) * self.log_weights.exp()
        return composed


def _parts(entries: Sequence[str]) -> tuple[Tensor, Tensor, int]:
    """The rows that each entry leans on, in one flat tensor; where each entry's start; all rows."""
    numbers = {entry: number for number, entry in enumerate(entries)}
    stems: dict[str, int] = {}
    parts: list[int] = []
    starts: list[int] = []
    for entry in entries:
        starts.append(len(parts))
        if len(entry) > 1 and "\u3400" <= entry[0] <= "\u9fff":
            parts += [numbers[character] for character in entry if character in numbers]
        elif len(entry) > STEM and entry.isascii() and entry.isalpha():
            parts.append(len(entries) + stems.setdefault(entry[:STEM], len(stems)))
    return torch.tensor(parts), torch.tensor(starts), len(entries) + len(stems)
