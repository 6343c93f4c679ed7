"""Trains the reranker: which of the passages found answers a question.

python -m training.reranker --data FOLDER --out FOLDER
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from tqdm import tqdm

from corpus.errors import WenzhengError
from corpus.records import Document
from corpus.writing import write_whole
from eval.beir import single_passage_document
from index.collection import Index, make_index
from index.encoder import SHIPPED_ENCODER, load_encoder, shipped_table
from index.static_encoder import StaticEncoder
from retrieval.candidates import Candidates, gather_candidates
from retrieval.network import Network
from retrieval.passage_features import passage_features
from retrieval.reranker import (
    READ,
    TABLES,
    Reranker,
    ranked,
    reranker_as_json,
    second_features,
)
from retrieval.search import RERANKED, first_scores, query_tokens, top
from retrieval.understanding import understand
from training.data import TrainingDataError, news_text, read_records
from training.lay import law_questions, news_questions
from training.pairs import read_sources
from training.train import Recipe as EncoderRecipe
from training.train import save_encoder
from training.train import train as train_encoder

UNSEEN_ENCODER = Path(__file__).parent / "scratch" / "encoder-without-pairs"
# How many questions of a source take part, and what one of them counts.
PAIRS = {
    "cmrc2018-train": (4_000, 1.0),
    "drcd-dev": (3_600, 1.0),
    "toyhom-medical": (1_000, 0.5),
}
LAY_WEIGHT = 1.0
# Every so many-th text that answers no question stands among the passages all the same.
NEWS_BESIDE_PAIRS, LAWS_BESIDE, NEWS_BESIDE = 10, 5, 10
NEWS_LENGTH = 800
FOLDS = 2


@dataclass(frozen=True, slots=True)
class Collection:
    """Passages, and questions as (source, group, text, id of the passage that answers).

    Questions of one group are never parted between training and validation.
    """

    documents: tuple[Document, ...]
    questions: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One question: features (n, n_features), which of the n passages answers, its weight.

    ``right`` is all False where the first ranking did not find the answer. ``second`` gives the
    features of some of the passages for the second network.
    """

    source: str
    group: str
    features: NDArray[np.float32]
    right: NDArray[np.bool_]
    weight: float
    second: Callable[[NDArray[np.int64]], NDArray[np.float32]]

    def best(self, first: Network) -> Example:
        """The best passages by the first network as an example for the second."""
        best = ranked(first, self.features)[:READ]
        return replace(self, features=self.second(best), right=self.right[best])


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the result, apart from the data."""

    networks: int = 3
    hidden: int = 16
    epochs: int = 10
    batch: int = 64
    rate: float = 5e-3
    decay: float = 1e-2
    seed: int = 0


def pair_collection(folder: Path) -> Collection:
    """Questions of the training pairs over their passages and news texts."""
    records = [r for r in read_records(folder, "pairs") if r["source"] in PAIRS]
    kept: list[Mapping[str, str]] = []
    for source, (count, _) in PAIRS.items():
        own = [r for r in records if r["source"] == source]
        order = np.random.default_rng(0).permutation(len(own))[:count]
        kept += [own[i] for i in order]
    ids = {text: f"p{n:05d}" for n, text in enumerate(dict.fromkeys(r["passage"] for r in kept))}
    documents = [single_passage_document(id_, text) for text, id_ in ids.items()]
    for number, record in enumerate(read_records(folder, "news")):
        if number % NEWS_BESIDE_PAIRS == 0:
            text = news_text(record)[:NEWS_LENGTH]
            documents.append(single_passage_document(f"n{number:05d}", text))
    questions = [(r["source"], ids[r["passage"]], r["query"], ids[r["passage"]]) for r in kept]
    return Collection(tuple(documents), tuple(questions))


def law_collection(folder: Path) -> Collection:
    """The lay questions over all articles of the laws asked about and a share of the others.

    Raises TrainingDataError where an article asked about is not in the folder.
    """
    asked = law_questions(taught=False)
    titles = {title for title, _, _ in asked}
    ids: dict[tuple[str, str], str] = {}
    documents = []
    for number, record in enumerate(read_records(folder, "laws")):
        if record["title"] in titles or number % LAWS_BESIDE == 0:
            id_ = f"a{number:06d}"
            ids.setdefault((record["title"], record["article"]), id_)
            documents.append(single_passage_document(id_, record["text"], record["title"]))
    missing = [row for row in asked if (row[0], row[1]) not in ids]
    if missing:
        raise TrainingDataError(
            f"laws.jsonl.xz 里没有《{missing[0][0]}》{missing[0][1]}；"
            "请检查 training/lay_questions.tsv。"
        )
    questions = [("laws", title, text, ids[title, article]) for title, article, text in asked]
    return Collection(tuple(documents), tuple(questions))


def news_collection(folder: Path) -> Collection:
    """The lay questions about news over their texts and a share of the others."""
    asked = news_questions(taught=False)
    lines = {line for line, _ in asked}
    documents = [
        single_passage_document(f"n{number:05d}", news_text(record))
        for number, record in enumerate(read_records(folder, "news"))
        if number in lines or number % NEWS_BESIDE == 0
    ]
    questions = [("news", str(line), text, f"n{line:05d}") for line, text in asked]
    return Collection(tuple(documents), tuple(questions))


def examples_of(collection: Collection, encoder: StaticEncoder) -> Iterator[Example]:
    """Every question searched, with the features of the first passages."""
    index = make_index(collection.documents, encoder)
    numbers = {passage.document_id: n for n, passage in enumerate(index.passages)}
    for source, group, text, answer in tqdm(collection.questions, desc="检索"):
        rows, candidates = found(index, encoder, text)
        features = passage_features(candidates)
        second = partial(_second, candidates, features, encoder)
        weight = PAIRS[source][1] if source in PAIRS else LAY_WEIGHT
        yield Example(source, group, features, rows == numbers[answer], weight, second)


def _second(
    candidates: Candidates,
    features: NDArray[np.float32],
    encoder: StaticEncoder,
    best: NDArray[np.int64],
) -> NDArray[np.float32]:
    return second_features(candidates, features, best, encoder)


def found(index: Index, encoder: StaticEncoder, text: str) -> tuple[NDArray[np.int64], Candidates]:
    """The rows of the passages that the reranker is given, (n,), and what is known of them."""
    question = understand(text)
    first, lexical, dense = first_scores(index, encoder, question)
    rows = top(first, RERANKED)
    tokens = query_tokens(question)
    return rows, gather_candidates(index, question, tokens, rows, (lexical[rows], dense[rows]))


def unseen_encoder(data: Path, folder: Path) -> StaticEncoder:
    """An encoder never shown the pairs, made in ``folder`` where it is not there yet.

    The shipped one was trained on them: its cosines would promise more than they keep.
    """
    if not folder.is_dir():
        tokenizer = Tokenizer.from_file(str(SHIPPED_ENCODER / "tokenizer.json"))
        tokenizer.no_padding()
        sources = [s for s in read_sources(data, tokenizer) if s.name not in PAIRS]
        vectors, _ = train_encoder(tokenizer, sources, EncoderRecipe(steps=400))
        save_encoder(tokenizer, vectors, folder)
    encoder = load_encoder(str(folder))
    if not isinstance(encoder, StaticEncoder):
        raise TrainingDataError(f"{folder} 里不是静态编码器；请删掉这个文件夹，让命令重新训练。")
    return encoder


def train(examples: Sequence[Example], recipe: Recipe = Recipe()) -> Reranker:
    """The first network, and the second, which learns from what the first puts before it.

    Raises TrainingDataError where no example can teach anything.
    """
    first = train_network(examples, recipe)
    best = [example.best(first) for example in tqdm(examples, desc="逐词比较")]
    return Reranker(first, train_network(best, recipe))


def train_network(examples: Sequence[Example], recipe: Recipe = Recipe()) -> Network:
    """The network that gives right passages the highest share of the probability.

    Loss: minus the log of the softmax mass on the right passages of a question, weighted.
    Raises TrainingDataError where no example can teach anything.
    """
    examples = [e for e in examples if e.right.any() and not e.right.all()]
    if not examples:
        raise TrainingDataError("没有一个问题同时有对的和错的段落；请检查训练数据。")
    features, right, real = _stacked(examples)
    mean = features[real].mean(0)
    scale = features[real].std(0) + 0.02
    features = (features - mean) / scale
    weights = torch.tensor([example.weight for example in examples])
    nets = [
        _train_one((features, right, real, weights), recipe, recipe.seed + n)
        for n in range(recipe.networks)
    ]
    layers = [layer for net in nets for layer in net.children() if isinstance(layer, nn.Linear)]
    firsts, lasts = layers[::2], layers[1::2]
    outputs = [layer.weight.detach().numpy()[0] / np.float32(len(nets)) for layer in lasts]
    return Network(
        mean.numpy(),
        scale.numpy(),
        np.concatenate([layer.weight.detach().numpy().T for layer in firsts], axis=1),
        np.concatenate([layer.bias.detach().numpy() for layer in firsts]),
        np.concatenate(outputs),
    )


def _train_one(
    data: tuple[Tensor, Tensor, Tensor, Tensor], recipe: Recipe, seed: int
) -> nn.Sequential:
    features, right, real, weights = data
    torch.manual_seed(seed)
    net = nn.Sequential(
        nn.Linear(features.shape[-1], recipe.hidden),
        nn.ReLU(),
        nn.Linear(recipe.hidden, 1, bias=False),
    )
    optimiser = torch.optim.AdamW(net.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    steps = recipe.epochs * -(-len(features) // recipe.batch)
    slower = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, steps)
    for _ in range(recipe.epochs):
        order = torch.randperm(len(features))
        for chosen in order.split(recipe.batch):  # type: ignore[no-untyped-call]
            scores = net(features[chosen])[..., 0]
            shares = torch.log_softmax(scores.masked_fill(~real[chosen], -1e9), 1)
            mass = torch.logsumexp(shares.masked_fill(~right[chosen], -1e9), 1)
            loss = -(mass * weights[chosen]).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            slower.step()
    return net


def _stacked(examples: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Features (n, n_passages, n_features), which are right, which are no padding."""
    shape = (len(examples), max(len(example.right) for example in examples))
    features = np.zeros((*shape, examples[0].features.shape[1]), dtype=np.float32)
    right, real = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for row, example in enumerate(examples):
        count = len(example.features)
        features[row, :count] = example.features
        right[row, :count] = example.right
        real[row, :count] = True
    return torch.from_numpy(features), torch.from_numpy(right), torch.from_numpy(real)


def place(example: Example, reranker: Reranker) -> int:
    """Where, from 0, the reranker puts the first right passage; RERANKED where there is none."""
    order = ranked(reranker.first, example.features)
    best = ranked(reranker.second, example.second(order[:READ]))
    order = np.concatenate([order[:READ][best], order[READ:]])
    return _first(example.right[order])


def _first(right: NDArray[np.bool_]) -> int:
    return int(right.argmax()) if right.any() else RERANKED


def held_out(examples: Sequence[Example], recipe: Recipe = Recipe()) -> Iterator[str]:
    """A line for each source: before and after reranking, each group judged by a reranker
    trained on the other folds.
    """
    groups = sorted({example.group for example in examples})
    folds = np.random.default_rng(0).integers(0, FOLDS, len(groups))
    fold_of = dict(zip(groups, folds.tolist(), strict=True))
    places: dict[str, list[tuple[int, int]]] = {}
    for fold in range(FOLDS):
        reranker = train([e for e in examples if fold_of[e.group] != fold], recipe)
        for example in (e for e in examples if fold_of[e.group] == fold):
            both = (_first(example.right), place(example, reranker))
            places.setdefault(example.source, []).append(both)
    for source, found in places.items():
        cells = []
        for within in (1, 5, 10):
            before, after = (np.array(found) < within).mean(axis=0)
            cells.append(f"前{within} {before:.3f} → {after:.3f}")
        yield f"{source}（{len(found)} 题）：" + "，".join(cells)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="训练重排模型")
    parser.add_argument("--data", type=Path, required=True, help="训练数据文件夹")
    parser.add_argument("--out", type=Path, default=TABLES, help="模型写入的文件夹")
    parser.add_argument(
        "--unseen",
        type=Path,
        default=UNSEEN_ENCODER,
        help="没有用问答对训练过的编码器所在的文件夹；没有就先训练一个",
    )
    return parser.parse_args()


def main() -> None:
    """The command: searches, prints what is gained on questions held out, trains, writes."""
    arguments = _arguments()
    torch.set_num_threads(1)
    try:
        shipped = shipped_table(load_encoder())
        unseen = unseen_encoder(arguments.data, arguments.unseen)
        examples = [
            *examples_of(law_collection(arguments.data), shipped),
            *examples_of(news_collection(arguments.data), shipped),
            *examples_of(pair_collection(arguments.data), unseen),
        ]
        for line in held_out(examples):
            print(line)
        for name, text in reranker_as_json(train(examples)).items():
            write_whole(arguments.out / name, text)
    except WenzhengError as error:
        raise SystemExit(str(error)) from error
    print(f"已写入 {arguments.out}")


if __name__ == "__main__":
    main()
