"""Trains the scorer of sentences: which sentence of the passages found answers the question.

python -m training.sentences --data FOLDER --set SET.jsonl DOCUMENTS --out FILE
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from tqdm import tqdm

from answers.assistant import Assistant
from answers.context import Context
from answers.features import FEATURES
from answers.forms import KIND_GROUPS
from answers.likeness import LIKENESS
from answers.scorer import SHIPPED_SCORER, scorer_as_json
from corpus.errors import WenzhengError
from corpus.reading import read_documents
from corpus.records import Document
from corpus.sources import find_sources
from corpus.writing import write_whole
from eval.beir import single_passage_document
from eval.evidence import EvidenceLocator, LocatedEvidence
from eval.questions import load_questions
from index.collection import make_index
from index.encoder import load_encoder
from retrieval.network import Network
from retrieval.understanding import understand
from training.data import TrainingDataError, read_records

# Sources of question and passage whose records hold the answer.
ANSWERED = {"cmrc2018-train": 750, "drcd-dev": 300}
# Answers of these kinds are read off records, not chosen among sentences.
NOT_CHOSEN = frozenset({"contact", "document", "issuer"})
MOST_CANDIDATES = 100
# One question over policy documents counts as much as so many encyclopaedic ones.
POLICY_WEIGHT = 5.0
FOLDS = 6
# The rate at the last step, as a share of the first.
SLOWEST = 0.1
# What the encoder says; it was trained on the encyclopaedic pairs.
_ENCODED = [FEATURES.index(name) for name in ("meaning", "less_meaning", *LIKENESS)]


@dataclass(frozen=True, slots=True)
class Example:
    """One question: features (n_candidates, n_features), which candidates answer it, a weight.

    ``document`` is the id of the document that answers it, ``kind`` what it was understood to ask.
    """

    features: NDArray[np.float32]
    right: NDArray[np.bool_]
    weight: float
    document: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the result, apart from the data."""

    hidden: int = 16
    epochs: int = 15
    batch: int = 64
    rate: float = 5e-3
    decay: float = 1e-3
    seed: int = 0
    members: int = 3


def encyclopaedic_examples(folder: Path) -> Iterator[Example]:
    """Questions of the training pairs that come with their answers.

    The encoder was trained on these pairs, so that its numbers are brought to their mean and say
    nothing.
    """
    records = [r for r in read_records(folder, "pairs") if r["source"] in ANSWERED]
    ids = {text: f"p{n:05d}" for n, text in enumerate(dict.fromkeys(r["passage"] for r in records))}
    assistant = _assistant(single_passage_document(id_, text) for text, id_ in ids.items())
    chosen: list[dict[str, str]] = []
    for source, count in ANSWERED.items():
        own = [r for r in records if r["source"] == source and r.get("answer")]
        order = np.random.default_rng(0).permutation(len(own))[:count]
        chosen += [own[i] for i in order]
    for record in tqdm(chosen, desc="百科问题"):
        context = assistant.context(understand(record["query"]))
        spans, _ = context.candidates
        gold = ids[record["passage"]]
        right = [s.document_id == gold and record["answer"] in s.text for s in spans]
        features = context.features.copy()
        if len(features):
            features[:, _ENCODED] = features[:, _ENCODED].mean(axis=0)
        yield Example(features, np.array(right, dtype=bool), 1.0)


def policy_examples(questions: Path, documents: Path) -> Iterator[Example]:
    """Questions of a set over a folder of documents; a sentence answers that is half evidence."""
    assistant = folder_assistant(documents)
    located = EvidenceLocator(assistant.documents).locate_all(load_questions(questions), questions)
    for question in tqdm(load_questions(questions), desc=questions.name):
        understood = understand(question.question, question.history)
        if not question.answerable or understood.kind in NOT_CHOSEN:
            continue
        context = assistant.context(understood)
        right = _are_evidence(context, located[question.id])
        document = question.documents[0] if question.documents else ""
        yield Example(context.features, right, POLICY_WEIGHT, document, understood.kind)


def _are_evidence(context: Context, evidence: Sequence[LocatedEvidence]) -> NDArray[np.bool_]:
    """Which candidates share half of themselves, or of the quote, with the evidence."""
    places = [(entry.document, *span) for entry in evidence for span in entry.spans]
    right = []
    for span in context.candidates[0]:
        shared = [
            (min(end, span.end) - max(start, span.start), end - start)
            for document, start, end in places
            if document == span.document_id
        ]
        size = span.end - span.start
        right.append(any(common >= 0.5 * min(size, whole) > 0 for common, whole in shared))
    return np.array(right, dtype=bool)


def folder_assistant(folder: Path) -> Assistant:
    """An assistant over the documents of a folder, with the shipped encoder."""
    read = (document for _, document in read_documents(find_sources([folder]).sources))
    return _assistant(d for d in read if isinstance(d, Document))


def _assistant(documents: Iterator[Document]) -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index(documents, encoder), encoder)


def usable(examples: Sequence[Example]) -> list[Example]:
    """The examples that hold both a right candidate and a wrong one."""
    return [e for e in examples if e.right.any() and not e.right.all()]


def train(examples: Sequence[Example], recipe: Recipe = Recipe()) -> Network:
    """The scorer that gives right candidates the highest share of the probability.

    The mean of ``members`` networks that differ in their seeds, written as one. Loss of each:
    minus the log of the softmax mass on the right candidates of a question, weighted.
    Raises TrainingDataError where no example can teach anything.
    """
    examples = usable(examples)
    if not examples:
        raise TrainingDataError("没有一个问题同时有对的和错的句子；请检查题集和文件夹。")
    features, right, real = _stacked(examples)
    mean = features[real].mean(0)
    scale = features[real].std(0) + 0.05
    weights = torch.tensor([example.weight for example in examples])
    nets = [
        _fitted((features - mean) / scale, right, real, weights, recipe, recipe.seed + member)
        for member in range(recipe.members)
    ]
    hidden, biases, outputs = zip(*nets, strict=True)
    return Network(
        mean.numpy(),
        scale.numpy(),
        np.concatenate(hidden, axis=1),
        np.concatenate(biases),
        (np.concatenate(outputs) / recipe.members).astype(np.float32),
    )


def _fitted(
    rows: Tensor, right: Tensor, real: Tensor, weights: Tensor, recipe: Recipe, seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """One network: hidden weights (n_features, hidden), hidden bias and output (hidden,)."""
    torch.manual_seed(seed)
    first = nn.Linear(len(FEATURES), recipe.hidden)
    last = nn.Linear(recipe.hidden, 1, bias=False)
    parameters = [*first.parameters(), *last.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=recipe.rate, weight_decay=recipe.decay)
    steps = recipe.epochs * -(-len(rows) // recipe.batch)
    slower = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, SLOWEST, steps)
    for _ in range(recipe.epochs):
        order = torch.randperm(len(rows))
        for chosen in order.split(recipe.batch):  # type: ignore[no-untyped-call]
            scores = last(torch.relu(first(rows[chosen])))[..., 0]
            shares = torch.log_softmax(scores.masked_fill(~real[chosen], -1e9), 1)
            mass = torch.logsumexp(shares.masked_fill(~right[chosen], -1e9), 1)
            loss = -(mass * weights[chosen]).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            slower.step()
    return (
        first.weight.detach().numpy().T.copy(),
        first.bias.detach().numpy(),
        last.weight.detach().numpy()[0],
    )


def _stacked(examples: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Features (n, MOST_CANDIDATES, n_features), which are right, which are no padding."""
    shape = (len(examples), MOST_CANDIDATES)
    features = np.zeros((*shape, len(FEATURES)), dtype=np.float32)
    right, real = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for row, example in enumerate(examples):
        count = min(MOST_CANDIDATES, len(example.features))
        features[row, :count] = example.features[:count]
        right[row, :count] = example.right[:count]
        real[row, :count] = True
    return torch.from_numpy(features), torch.from_numpy(right), torch.from_numpy(real)


def accuracy(scorer: Network, examples: Sequence[Example]) -> float:
    """The share of questions whose best candidate is right, of those that have a right one."""
    kept = [e for e in examples if e.right.any()]
    best = [e.right[int(np.argmax(scorer.score(e.features)))] for e in kept]
    return float(np.mean(best)) if best else 0.0


def fold_of(document: str) -> int:
    """The fold of a document, so that questions about one document are judged together."""
    return int(sha256(document.encode()).hexdigest(), 16) % FOLDS


def cross_validated(
    general: Sequence[Example], policy: Sequence[Example], recipe: Recipe = Recipe()
) -> dict[str, tuple[float, int]]:
    """(accuracy, questions) on policy questions, "" for all, else by group of kinds.

    Each is judged by a scorer that was trained without the questions of the fold of its document.
    """
    judged: dict[str, list[bool]] = {"": []}
    for fold in range(FOLDS):
        inside = [e for e in policy if fold_of(e.document) == fold and e.right.any()]
        if not inside:
            continue
        outside = [e for e in policy if fold_of(e.document) != fold]
        scorer = train([*general, *outside], recipe)
        for example in inside:
            right = bool(example.right[int(np.argmax(scorer.score(example.features)))])
            for name in ("", KIND_GROUPS.get(example.kind, "other")):
                judged.setdefault(name, []).append(right)
    return {name: (float(np.mean(of)), len(of)) for name, of in judged.items() if of}


def add_sets(parser: argparse.ArgumentParser) -> None:
    """The option --set: a question set and the folder of its documents, as often as needed."""
    parser.add_argument(
        "--set",
        dest="sets",
        type=Path,
        nargs=2,
        action="append",
        required=True,
        metavar=("SET.jsonl", "DOCUMENTS"),
        help="一个题集和它的文件所在的文件夹，可以多次给出",
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="训练句子评分模型")
    parser.add_argument("--data", type=Path, required=True, help="训练数据文件夹")
    add_sets(parser)
    parser.add_argument("--out", type=Path, default=SHIPPED_SCORER, help="模型写入的文件")
    return parser.parse_args()


def main() -> None:
    """The command: asks every question, trains, prints the accuracies, writes the file."""
    arguments = _arguments()
    torch.set_num_threads(1)
    try:
        general = list(encyclopaedic_examples(arguments.data))
        policy = [
            e
            for questions, documents in arguments.sets
            for e in policy_examples(questions, documents)
        ]
        held_out = len(general) // 5
        order = np.random.default_rng(1).permutation(len(general))
        tested, taught = order[:held_out], order[held_out:]
        part = train([*(general[i] for i in taught), *policy])
        held_out_share = accuracy(part, [general[i] for i in tested])
        print(f"百科问题（未参加训练的 {held_out} 个）{held_out_share:.3f}")
        print(f"政策问题（按文件分 {FOLDS} 折交叉验证）")
        for name, (share, count) in cross_validated(general, policy).items():
            print(f"{name or '全部'}\t{share:.3f}\t{count}")
        write_whole(arguments.out, scorer_as_json(train([*general, *policy])))
    except WenzhengError as error:
        raise SystemExit(str(error)) from error
    print(f"已写入 {arguments.out}")


if __name__ == "__main__":
    main()
