"""Static encoders without torch: a tokenizer and a table, as sentence-transformers saves them.

A static model is the mean of the vectors of a text's tokens. Importing torch for it would cost
every command several seconds; what is computed here equals what sentence-transformers computes
with the same folder, up to the rounding of a sum.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

_WEIGHTS = "embedding.weight"
# The first module, and those that may follow: all vectors are brought to length one anyway.
_STATIC, _NORMALIZE = "StaticEmbedding", "Normalize"
# So many texts of so many characters are remembered as they were cut: the sentences that answer one
# question are weighed several times, and those of a matter come with each question on it. More at
# once are passages of a collection that is indexed, each seen once.
_REMEMBERED, _LONGEST, _AT_ONCE = 16_384, 1_000, 128
# Token vectors added up at a time: 64 MB at 256 dimensions.
_TOKENS_AT_ONCE = 65_536


# The ids of a text's tokens, and the character that each begins with: (n_tokens,) each.
Cut = tuple[NDArray[np.int32], NDArray[np.int32]]


@dataclass(frozen=True, slots=True)
class StaticEncoder:
    """``table`` is (n_tokens, dim) float32; see ``index.encoder.Encoder``."""

    name: str
    dim: int
    fingerprint: str
    tokenizer: Tokenizer
    table: NDArray[np.float32]
    remembered: OrderedDict[str, Cut] = field(
        default_factory=OrderedDict, repr=False, compare=False
    )
    # The server asks from several threads.
    lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def cut(self, texts: Sequence[str]) -> list[Cut]:
        """The tokens of each text, cut in one go, which saves more than it looks."""
        with self.lock:
            known = {text: self._recalled(text) for text in texts}
        new = [text for text, cut in known.items() if cut is None]
        encodings = self.tokenizer.encode_batch(new, add_special_tokens=False)
        for text, one in zip(new, encodings, strict=True):
            starts = [start for start, _ in one.offsets]
            known[text] = np.array(one.ids, dtype=np.int32), np.array(starts, dtype=np.int32)
        with self.lock:
            self.remembered.update((t, known[t]) for t in new if len(t) <= _LONGEST)  # type: ignore[misc]
            while len(self.remembered) > _REMEMBERED:
                self.remembered.popitem(last=False)
        return [known[text] for text in texts]  # type: ignore[misc]

    def _recalled(self, text: str) -> Cut | None:
        """How a text was cut, which is remembered longest of all then; None for a new one."""
        cut = self.remembered.get(text)
        if cut is not None:
            self.remembered.move_to_end(text)
        return cut

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text: (n_texts, dim) float32, zero for a text without tokens."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, ids in enumerate(self._ids(texts)):
            for start in range(0, len(ids), _TOKENS_AT_ONCE):
                part = self.table[ids[start : start + _TOKENS_AT_ONCE]]
                vectors[row] += part.sum(axis=0)
        # The mean and the sum have one direction.
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = vectors / np.maximum(lengths, np.float32(1e-12))
        return unit

    def _ids(self, texts: Sequence[str]) -> Iterator[Sequence[int] | NDArray[np.int32]]:
        if len(texts) <= _AT_ONCE:
            return (ids for ids, _ in self.cut(texts))
        encodings = self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return (encoding.ids for encoding in encodings)


def load_static(folder: Path, fingerprint: str) -> StaticEncoder | None:
    """The encoder of a folder; None where it holds another kind of model or does not fit.

    What is None here is left to sentence-transformers, which also says what is wrong with it.
    """
    try:
        if not _is_static(folder):
            return None
        table = load_file(folder / "model.safetensors")[_WEIGHTS]
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    # The tokenizers library raises plain Exceptions.
    except Exception:
        return None
    if table.ndim != 2 or tokenizer.get_vocab_size() > len(table):
        return None
    tokenizer.no_padding()
    # Half precision is three times slower to add up.
    table = table.astype(np.float32, copy=False)
    return StaticEncoder(folder.name, int(table.shape[1]), fingerprint, tokenizer, table)


def _is_static(folder: Path) -> bool:
    """Whether the modules are a static table and perhaps a normalisation, and nothing is added."""
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
    if kinds not in ([_STATIC], [_STATIC, _NORMALIZE]) or modules[0]["path"] != "":
        return False
    settings = folder / "config_sentence_transformers.json"
    facts = json.loads(settings.read_text(encoding="utf-8")) if settings.exists() else {}
    return not facts.get("default_prompt_name")
