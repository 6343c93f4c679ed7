"""The encoder: texts become unit vectors, through any sentence-transformers model.

Static models, of which the shipped one is one, are run without the library (and without torch,
which takes seconds to import): see `index.static_encoder`.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import WenzhengError
from index.static_encoder import StaticEncoder, load_static

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SHIPPED_ENCODER = Path(__file__).parents[1] / "models" / "wenzheng-static"
BATCH = 256
# Files that say what a model computes; notes and pictures beside them do not.
_MODEL_FILES = {".json", ".txt", ".safetensors", ".bin", ".model", ".py"}
# The form of a name on the hub.
_MODEL_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[\w.-]+)?")

Progress = Callable[[str, int, int], None]


class EncoderError(WenzhengError):
    """The encoder cannot be loaded."""


class Encoder(Protocol):
    """What turns texts into vectors. ``fingerprint`` changes whenever the vectors would."""

    @property
    def name(self) -> str:
        """How the user names it: a folder or a model name."""

    @property
    def dim(self) -> int:
        """The number of dimensions of a vector."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 over what defines the model, in hexadecimal."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector a text: (n_texts, dim) float32, unit length (or zero for an empty text)."""


@dataclass(frozen=True, slots=True)
class SentenceEncoder:
    """An encoder of the sentence-transformers library, on the CPU."""

    name: str
    dim: int
    fingerprint: str
    model: SentenceTransformer

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See ``Encoder.encode``."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        vectors = self.model.encode(
            list(texts), batch_size=BATCH, convert_to_numpy=True, show_progress_bar=False
        )
        return unit_rows(np.asarray(vectors, dtype=np.float32))


def unit_rows(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows at length one; a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = vectors / np.maximum(lengths, np.float32(1e-12))
    return scaled


def encode_in_batches(
    encoder: Encoder, texts: Sequence[str], progress: Progress | None = None
) -> NDArray[np.float32]:
    """Encode many texts, telling ``progress`` (stage, done, total) after each batch."""
    vectors = np.zeros((len(texts), encoder.dim), dtype=np.float32)
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        vectors[start : start + len(batch)] = encoder.encode(batch)
        if progress is not None:
            progress("计算向量", start + len(batch), len(texts))
    return vectors


def load_encoder(name_or_folder: str | Path = SHIPPED_ENCODER) -> Encoder:
    """Load a sentence-transformers model from a folder, or by its name on the model hub.

    What can be no name ("owner/model" or "model") or exists as a folder is only ever read from
    disk, so that a mistyped folder never becomes a download. A name is looked up by the library,
    in its local store first.

    Raises EncoderError where the folder is missing, is no model, or the name cannot be had.
    """
    name = str(name_or_folder)
    folder = Path(name).expanduser()
    is_folder = folder.exists() or not _MODEL_NAME.fullmatch(name)
    if is_folder:
        _check_folder(folder)
        static = load_static(folder, folder_fingerprint(folder))
        if static is not None:
            return static
    model = _load_model(str(folder) if is_folder else name, local=is_folder)
    return SentenceEncoder(
        name=folder.name if is_folder else name,
        dim=_dimension(model, name),
        fingerprint=folder_fingerprint(folder) if is_folder else _hub_fingerprint(name, model),
        model=model,
    )


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise EncoderError(f"找不到编码器文件夹 {folder}；请检查路径，或改用模型名称。")
    if not any((folder / file).is_file() for file in ("modules.json", "config.json")):
        raise EncoderError(
            f"{folder} 不是 sentence-transformers 模型（缺少 modules.json 和 config.json）；"
            "请指向模型所在的文件夹。"
        )


def _load_model(source: str, *, local: bool) -> SentenceTransformer:
    # Imported here because it takes seconds, which commands without an encoder need not spend.
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    try:
        model = SentenceTransformer(source, device="cpu", local_files_only=local)
    except Exception as error:
        reason = str(error).strip().split("\n", 1)[0]
        remedy = (
            "模型文件可能不完整，请重新复制该文件夹。"
            if local
            else "请检查名称和网络，或先把模型下载到文件夹里再指向该文件夹。"
        )
        raise EncoderError(f"无法加载编码器 {source}（{reason}）；{remedy}") from error
    if isinstance(model[0], StaticEmbedding):
        # Looking vectors up in a table gains nothing from threads, and on a busy machine a
        # question waits milliseconds for the slowest of them.
        torch.set_num_threads(1)
        # In half precision, normalising the zero vector of a text without words gives NaN.
        model.float()
    return model


def _dimension(model: SentenceTransformer, name: str) -> int:
    dimension = model.get_embedding_dimension()
    if not dimension:
        raise EncoderError(f"编码器 {name} 没有给出向量维数；请换一个句向量模型。")
    return int(dimension)


def folder_fingerprint(folder: Path) -> str:
    """SHA-256 over the files of a model's folder that say what it computes, in hexadecimal."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.suffix in _MODEL_FILES:
            digest.update(file.relative_to(folder).as_posix().encode())
            with file.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _hub_fingerprint(name: str, model: SentenceTransformer) -> str:
    """A name stands for its files, so the commit that was loaded is part of it where known."""
    config = getattr(model[0], "config", None)
    facts = {"name": name, "commit": getattr(config, "_commit_hash", None), "modules": str(model)}
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def shipped_table(encoder: Encoder) -> StaticEncoder:
    """The shipped encoder, whatever encoder searches: what weighs its token vectors learned on it.

    Raises EncoderError where its folder is broken.
    """
    if isinstance(encoder, StaticEncoder) and encoder.fingerprint == _shipped_fingerprint():
        return encoder
    return _shipped()


@cache
def _shipped_fingerprint() -> str:
    return folder_fingerprint(SHIPPED_ENCODER)


@cache
def _shipped() -> StaticEncoder:
    table = load_static(SHIPPED_ENCODER, _shipped_fingerprint())
    if table is None:
        raise EncoderError(f"读不出随程序提供的编码器 {SHIPPED_ENCODER}；请恢复该文件夹。")
    return table
