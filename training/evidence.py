"""Trains the evidence model: how probable it is that a draft answers its question.

python -m training.evidence --set SET.jsonl DOCUMENTS --out FILE
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit
from tqdm import tqdm

from answers.assistant import Assistant
from answers.context import Context
from answers.drafting import drafts
from answers.evidence import SHIPPED_EVIDENCE, EvidenceModel, evidence_as_json
from answers.grounding import EVIDENCE, evidence_features
from answers.records import Answer
from answers.refusals import beside_the_point
from answers.rendering import render
from answers.sides import sides_of
from corpus.errors import WenzhengError
from corpus.records import Question
from corpus.writing import write_whole
from eval.evidence import EvidenceLocator, LocatedEvidence, gold_passages
from eval.judging import judge
from eval.questions import GoldQuestion, load_questions
from index.collection import make_index
from training.data import TrainingDataError
from training.refusal_curve import refusal_curve
from training.sentences import add_sets, folder_assistant

Variant = Literal["as_is", "passages_gone", "document_gone", "alone", "alone_gone"]

FOLDS = 10
# A question whose answer was taken away is easier to refuse than one that users ask of silent
# documents, and there are many of them; easier still where the whole document is gone.
WEIGHTS: dict[Variant, float] = {
    "as_is": 1.0,
    "passages_gone": 0.35,
    "document_gone": 0.2,
    "alone": 0.5,
    "alone_gone": 0.35,
}
# Neither said nor held back is right for a draft that misses an answer which is there.
MISSES_WEIGHT = 0.5
PENALTY = 0.1  # the inverse strength C of the L2 penalty
# Which way each number may speak, for an answer or against it. Taking answers away leaves traces
# that no question of a user has; free weights learned those, against all sense.
_FOR = "lead_over_others rank lexical dense fit same_document own_place body items"
_AGAINST = "lack_passage lack_words unsaid last_resort sanction_unasked unit_missing new"
SPEAKS: Mapping[str, tuple[float | None, float | None]] = {
    **dict.fromkeys(f"{_FOR} near_rest".split(), (0.0, None)),
    **dict.fromkeys(f"{_AGAINST} tally_by_rule".split(), (None, 0.0)),
}
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft: its features, None where it needs no weighing, and whether it is right.

    ``cites`` tells that it shows the evidence of the question, whatever it makes of it.
    """

    features: NDArray[np.float32] | None
    right: bool
    cites: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question asked of a collection, as it is or with the answer taken away.

    ``document`` is what the folds are made by: of a question about none, its own id. ``drafts``
    are in the order in which they are considered; a question out of scope has none.
    """

    question: str
    document: str
    variant: Variant
    answerable: bool
    drafts: tuple[Judged, ...]


def asked_questions(questions: Path, documents: Path) -> Iterator[Asked]:
    """A set's questions as they are, without the passages and without the documents that answer,
    and of the documents in question alone, with the passages and without.

    Without the documents the question loses its place, so that it is asked of documents that are
    silent. Alone, a document's best passage is far ahead of nothing: what leads in a small
    collection is no answer yet.
    """
    assistant = _assistant(documents)
    gold = load_questions(questions)
    located = EvidenceLocator(assistant.documents).locate_all(gold, questions)
    for question in tqdm(gold, desc=questions.name):
        places = located[question.id]
        yield from _variants(question, questions.stem, places, assistant)
        if question.documents:
            own = _assistant_over(assistant, tuple(sorted(question.documents)))
            yield from _variants(question, questions.stem, places, own, alone=True)


def _variants(
    question: GoldQuestion,
    stem: str,
    places: Sequence[LocatedEvidence],
    assistant: Assistant,
    alone: bool = False,
) -> Iterator[Asked]:
    name = f"{stem}/{question.id}"
    variant: Variant = "alone" if alone else "as_is"
    base = Asked(name, (*question.documents, name)[0], variant, question.answerable, ())
    understood = assistant.understand(question.question, question.history)
    context = assistant.context(understood)
    if context.scope.refusal:
        yield base
    # Each side of a comparison is a question of its own, of which the set does not judge.
    if context.scope.refusal or sides_of(understood, assistant.documents):
        return
    yield replace(base, drafts=_judged(question, places, context, assistant))
    if not places:
        return
    passages = frozenset(
        id_ for place in places for id_ in gold_passages(place, assistant.documents[place.document])
    )
    whole = frozenset(
        passage.id for place in places for passage in assistant.documents[place.document].passages
    )
    anywhere = replace(understood, places=(), named_places=())
    gone: tuple[tuple[Variant, Question, Collection[str]], ...] = (
        ("passages_gone", understood, passages),
        ("document_gone", anywhere, whole),
    )
    for variant, asked, ids in (("alone_gone", understood, passages),) if alone else gone:
        found = _judged(question, places, assistant.context(asked, without=ids), assistant)
        # What is right all the same stands elsewhere too: then nothing was taken away.
        kept = tuple(draft for draft in found if not draft.right)
        yield replace(base, variant=variant, answerable=False, drafts=kept)


@cache
def _assistant(documents: Path) -> Assistant:
    return folder_assistant(documents)


_ALONE: dict[tuple[str, ...], Assistant] = {}


def _assistant_over(assistant: Assistant, ids: tuple[str, ...]) -> Assistant:
    """An assistant over these documents of another's only."""
    if ids not in _ALONE:
        documents = [assistant.documents[id_] for id_ in ids]
        _ALONE[ids] = Assistant(make_index(documents, assistant.encoder), assistant.encoder)
    return _ALONE[ids]


def _judged(
    question: GoldQuestion,
    located: Sequence[LocatedEvidence],
    context: Context,
    assistant: Assistant,
) -> tuple[Judged, ...]:
    found: list[Judged] = []
    for draft in drafts(context):
        if beside_the_point(context, draft):
            continue
        text, citations, warnings = render(context, draft)
        answer = Answer(
            context.question, text, False, draft.kind, citations, warnings, context.hits, 0.0
        )
        result = judge(question, located, answer, assistant.documents)
        features = None if draft.certain else evidence_features(context, draft)
        found.append(Judged(features, result.correct, result.cited))
        if draft.certain:
            break
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Rows:
    """What the regression sees: features (n, n_features), labels (n,) bool, weights (n,)."""

    features: NDArray[np.float32]
    good: NDArray[np.bool_]
    weights: NDArray[np.float64]


def rows_of(asked: Sequence[Asked]) -> Rows:
    """The weighed drafts; good is what is right, or shows the evidence of an answerable question.

    An answer from the right place in words that a set does not foresee is better said than held
    back, so that it counts as good, by half.
    """
    drafts = [(one, draft) for one in asked for draft in one.drafts if draft.features is not None]
    features = np.array([draft.features for _, draft in drafts], dtype=np.float32)
    good = [d.right or (o.answerable and d.cites) for o, d in drafts]
    weights = [
        WEIGHTS[o.variant] * (MISSES_WEIGHT if o.answerable and not d.right else 1.0)
        for o, d in drafts
    ]
    return Rows(features.reshape(len(drafts), len(EVIDENCE)), np.array(good), np.array(weights))


def train(asked: Sequence[Asked]) -> EvidenceModel:
    """Logistic regression with an L2 penalty, each weight kept to its sign in ``SPEAKS``.

    Raises TrainingDataError without both outcomes.
    """
    rows = rows_of(asked)
    if not rows.good.any() or rows.good.all():
        raise TrainingDataError("依据模型需要既有答对的、也有答错的题目；请检查题集和文件夹。")
    mean, scale = rows.features.mean(0), rows.features.std(0) + 0.05
    inputs = ((rows.features - mean) / scale).astype(np.float64)
    signs = np.where(rows.good, 1.0, -1.0)

    def loss(beta: Floats) -> tuple[float, Floats]:
        margins = signs * (inputs @ beta[:-1] + beta[-1])
        pull = -PENALTY * rows.weights * signs * expit(-margins)
        value = PENALTY * rows.weights @ np.logaddexp(0, -margins) + beta[:-1] @ beta[:-1] / 2
        return float(value), np.append(inputs.T @ pull + beta[:-1], pull.sum())

    bounds = [SPEAKS.get(name, (None, None)) for name in EVIDENCE] + [(None, None)]
    start = np.zeros(len(bounds))
    beta = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return EvidenceModel(mean, scale, beta[:-1].astype(np.float32), float(beta[-1]))


def cross_validated(asked: Sequence[Asked]) -> list[tuple[float, ...]]:
    """For each question the probabilities of its drafts, by a model that has seen none of the
    questions about the same document; 1 for what needs no weighing.
    """
    documents = sorted({one.document for one in asked})
    order = np.random.default_rng(0).permutation(len(documents)) % FOLDS
    folds = dict(zip(documents, order.tolist(), strict=True))
    models = [train([one for one in asked if folds[one.document] != f]) for f in range(FOLDS)]
    return [
        tuple(
            1.0
            if draft.features is None
            else models[folds[one.document]].probability(draft.features)
            for draft in one.drafts
        )
        for one in asked
    ]


def main() -> None:
    """The command: judges the drafts of all sets, prints the curve, writes the model."""
    parser = argparse.ArgumentParser(description="训练依据模型")
    add_sets(parser)
    parser.add_argument("--out", type=Path, default=SHIPPED_EVIDENCE, help="模型写入的文件")
    arguments = parser.parse_args()
    try:
        asked = [one for pair in arguments.sets for one in asked_questions(*pair)]
        print(
            f"{len(asked)} 次提问，{len(rows_of(asked).good)} 个答复（按文件 {FOLDS} 折交叉验证）"
        )
        chances = cross_validated(asked)
        print(refusal_curve(asked, chances))
        print("同样的问题，只收录所问的文件：")
        print(refusal_curve(asked, chances, "alone"))
        model = train(asked)
        write_whole(arguments.out, evidence_as_json(model))
    except WenzhengError as error:
        raise SystemExit(str(error)) from error
    for name, weight in zip(EVIDENCE, model.weights, strict=True):
        print(f"{name}\t{weight:.2f}")
    print(f"已写入 {arguments.out}")


if __name__ == "__main__":
    main()
