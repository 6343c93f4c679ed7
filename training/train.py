"""Trains a static encoder: one vector per token, the mean over a text's tokens.

python -m training.train --data FOLDER --out FOLDER --steps N
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer
from torch import Tensor, nn
from tqdm import tqdm

from training.composition import ComposedTable
from training.data import TrainingDataError
from training.lexical import lexical_shares
from training.pairs import Ids, Pair, Source, read_sources
from training.rewording import Rewording
from training.vocabulary import Sizes, read_tokenizer

WORK = Path(__file__).parent / "scratch"
# Next to its size, what a source is worth: running text and questions are like what the encoder
# meets in use; the dictionary has many entries and says little with each.
WEIGHTS = {
    "news": 2.0,
    "cmrc2018-train": 2.0,
    "drcd-dev": 2.0,
    "csl": 2.0,
    # Half of these are articles, drawn for being near those that answer.
    "lay": 8.0,
    "letters": 4.0,
    "en_zh_laws": 2.0,
    "cedict": 0.4,
    "synonyms": 0.4,
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the result, apart from the data and the vocabulary."""

    steps: int = 600
    batch: int = 1_024
    dimensions: int = 256
    scale: float = 20.0
    # Half of the loss adds BM25 shares times this to the scores: what words find already need
    # not be learned, what they miss must.
    lexical_scale: float = 40.0
    residual: float = 0.5
    rate: float = 3e-2
    # The lengths of the vectors move slower than their directions.
    weights_rate: float = 0.3
    warm_up: int = 50
    size_power: float = 0.6
    seed: int = 0
    members: int = 2


def source_shares(sources: Sequence[Source], power: float) -> NDArray[np.float64]:
    """The probability of each source: its size to the `power`, times its weight."""
    shares = np.array([source.size**power * WEIGHTS.get(source.name, 1.0) for source in sources])
    normalised: NDArray[np.float64] = shares / shares.sum()
    return normalised


def draw_batches(
    sources: Sequence[Source], rewording: Rewording, recipe: Recipe, member: int = 0
) -> Iterator[list[Pair]]:
    """Endless batches in which all sources mix, their anchors reworded."""
    generator = np.random.default_rng(recipe.seed + member)
    shares = source_shares(sources, recipe.size_power)
    while True:
        counts = generator.multinomial(recipe.batch, shares)
        yield [
            rewording.reword(pair, generator)
            for source, count in zip(sources, counts, strict=True)
            for pair in source.draw_many(generator, int(count))
        ]


def bag(texts: Sequence[Ids]) -> tuple[Tensor, Tensor]:
    """Token numbers of all texts in a row (n_tokens,) and where each text starts (n_texts,)."""
    lengths = [0, *(len(text) for text in texts[:-1])]
    return torch.from_numpy(np.concatenate(texts)), torch.tensor(
        np.cumsum(lengths), dtype=torch.int32
    )


def contrastive_loss(scores: Tensor, same: Tensor) -> Tensor:
    """Symmetric in-batch cross-entropy; the pairs stand on the diagonal of ``scores`` (n, n).

    same: (n, n) bool, True where an off-diagonal pair shares its text and is no negative.
    Formula: Radford and others 2021 (CLIP), with a fixed temperature.
    """
    scores = scores.masked_fill(same, -math.inf)
    target = torch.arange(len(scores))
    return (
        nn.functional.cross_entropy(scores, target) + nn.functional.cross_entropy(scores.T, target)
    ) / 2


def residual_loss(scores: Tensor, lexical: Tensor, same: Tensor) -> Tensor:
    """Cross-entropy of finding the positive by ``scores`` and ``lexical`` together, (n, n) both."""
    target = torch.arange(len(scores))
    return nn.functional.cross_entropy((scores + lexical).masked_fill(same, -math.inf), target)


def shared_texts(pairs: Sequence[Pair]) -> Tensor:
    """(n, n) bool: different pairs that share the anchor's or the positive's key."""
    anchor_keys = torch.tensor([pair.anchor_key for pair in pairs])
    positive_keys = torch.tensor([pair.positive_key for pair in pairs])
    same = (anchor_keys[:, None] == anchor_keys) | (positive_keys[:, None] == positive_keys)
    return same.fill_diagonal_(False)


def learning_rate(step: int, recipe: Recipe) -> float:
    """Linear warm-up to `rate`, then linear decay to nearly zero at the last step."""
    rising = (step + 1) / max(1, recipe.warm_up)
    falling = (recipe.steps - step) / max(1, recipe.steps - recipe.warm_up)
    return recipe.rate * min(1.0, rising, falling)


def train(
    tokenizer: Tokenizer, sources: Sequence[Source], recipe: Recipe
) -> tuple[Tensor, list[float]]:
    """The trained table (n_entries, dim) float32 and the mean loss of every step.

    It is the mean of ``members`` tables that begin alike and see other pairs in another order
    (Wortsman and others 2022, model soups). Raises TrainingDataError where there is no source.
    """
    if not sources:
        raise TrainingDataError("训练数据里没有一对可用的文本；请检查 --data 指定的文件夹。")
    tables, losses = zip(
        *(_one_table(tokenizer, sources, recipe, member) for member in range(recipe.members)),
        strict=True,
    )
    vectors = torch.stack(tables).mean(0)
    return vectors / vectors.norm(dim=1).mean(), np.mean(losses, axis=0).tolist()


def _one_table(
    tokenizer: Tokenizer, sources: Sequence[Source], recipe: Recipe, member: int
) -> tuple[Tensor, list[float]]:
    """One table (n_entries, dim) float32 and the loss of every step."""
    vocabulary = json.loads(tokenizer.to_str())["model"]["vocab"]
    log_probabilities = np.array([score for _, score in vocabulary])
    table = ComposedTable(
        [entry for entry, _ in vocabulary],
        log_probabilities,
        recipe.dimensions,
        torch.Generator().manual_seed(recipe.seed),
    )
    optimiser = torch.optim.Adam(
        [
            {"params": [table.rows], "share": 1.0},
            {"params": [table.log_weights], "share": recipe.weights_rate},
        ],
        lr=recipe.rate,
        fused=True,
    )
    losses: list[float] = []
    batches = itertools.islice(
        draw_batches(sources, Rewording(tokenizer), recipe, member), recipe.steps
    )
    progress = tqdm(batches, total=recipe.steps, desc="训练", unit="步", mininterval=10)
    for step, pairs in enumerate(progress):
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step, recipe) * group["share"]
        loss = batch_loss(table(), pairs, log_probabilities, recipe)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        losses.append(loss.item())
        if step % 50 == 0:
            progress.set_postfix(损失=f"{np.mean(losses[-50:]):.3f}", refresh=False)
    vectors = table().detach()
    return vectors / vectors.norm(dim=1).mean(), losses


def batch_loss(
    vectors: Tensor,
    pairs: Sequence[Pair],
    log_probabilities: NDArray[np.float64],
    recipe: Recipe,
) -> Tensor:
    """The loss of one batch under the table ``vectors`` (n_entries, dim)."""
    anchors, positives = [pair.anchor for pair in pairs], [pair.positive for pair in pairs]
    tokens, starts = bag(anchors + positives)
    texts = nn.functional.normalize(
        nn.functional.embedding_bag(tokens, vectors, starts, mode="sum")
    )
    scores = texts[: len(pairs)] @ texts[len(pairs) :].T * recipe.scale
    same = shared_texts(pairs)
    lexical = torch.from_numpy(lexical_shares(anchors, positives, log_probabilities))
    residual = residual_loss(scores, lexical * recipe.lexical_scale, same)
    return (1 - recipe.residual) * contrastive_loss(scores, same) + recipe.residual * residual


def save_encoder(tokenizer: Tokenizer, vectors: Tensor, folder: Path) -> None:
    """Writes a sentence-transformers folder; vectors go to half precision, half the size."""
    module = StaticEmbedding(tokenizer, embedding_weights=vectors.half())
    shutil.rmtree(folder, ignore_errors=True)
    encoder = SentenceTransformer(modules=[module, Normalize()], device="cpu")
    encoder.save_pretrained(str(folder), create_model_card=False)
    settings = folder / "tokenizer.json"  # printed prettily it would be half as long again
    content = json.loads(settings.read_text(encoding="utf-8"))
    settings.write_text(
        json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="训练静态编码器")
    parser.add_argument("--data", type=Path, required=True, help="训练数据文件夹")
    parser.add_argument("--out", type=Path, required=True, help="编码器写入的文件夹")
    parser.add_argument("--steps", type=int, default=Recipe().steps, help="训练步数")
    parser.add_argument("--seed", type=int, default=Recipe().seed, help="随机种子")
    parser.add_argument("--dimensions", type=int, default=Recipe().dimensions, help="向量维数")
    parser.add_argument("--vocabulary", type=int, default=Sizes().total, help="词表大小")
    parser.add_argument("--no-english", action="store_true", help="不用中英对照数据")
    parser.add_argument("--threads", type=int, default=2, help="处理器线程数")
    parser.add_argument("--work", type=Path, default=WORK, help="中间文件的文件夹")
    return parser.parse_args()


def main() -> None:
    """The command: reads the data, trains, writes the folder, prints what came out."""
    arguments = _arguments()
    torch.set_num_threads(arguments.threads)
    recipe = Recipe(
        steps=arguments.steps,
        seed=arguments.seed,
        dimensions=arguments.dimensions,
    )
    try:
        tokenizer = read_tokenizer(
            arguments.data, arguments.work, Sizes(total=arguments.vocabulary)
        )
        sources = read_sources(arguments.data, tokenizer, english=not arguments.no_english)
        for source, share in zip(sources, source_shares(sources, recipe.size_power), strict=True):
            print(f"{source.name}\t{source.size}\t{share:.3f}")
        vectors, losses = train(tokenizer, sources, recipe)
    except TrainingDataError as error:
        raise SystemExit(str(error)) from error
    save_encoder(tokenizer, vectors, arguments.out)
    print(f"已写入 {arguments.out}；最后 50 步平均损失 {np.mean(losses[-50:]):.4f}")


if __name__ == "__main__":
    main()
