"""Trains the evidence model: how probable it is that a draft answers its question.

python -m training.evidence --set SET.jsonl DOCUMENTS --out FILE
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from answers.assistant import Assistant, drafts
from answers.context import Context
from answers.evidence import (
    EVIDENCE,
    SHIPPED_EVIDENCE,
    EvidenceModel,
    evidence_as_json,
    evidence_features,
)
from answers.records import Answer
from answers.rendering import render
from corpus.errors import WenzhengError
from corpus.writing import write_whole
from eval.evidence import EvidenceLocator, LocatedEvidence, gold_passages
from eval.judging import judge
from eval.questions import GoldQuestion, load_questions
from retrieval.understanding import understand
from training.data import TrainingDataError
from training.sentences import add_sets, folder_assistant

FOLDS = 8
# A question whose gold passages were taken away is easier to refuse than one that users ask of
# silent documents, and there are many of them.
REMOVED_WEIGHT = 0.35
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft: its features, whether it is right, and whether the documents hold an answer.

    ``removed``: the passages that hold the answer were taken away, so no draft is right.
    """

    question: str
    features: NDArray[np.float32]
    right: bool
    answerable: bool
    removed: bool


def judged_drafts(questions: Path, documents: Path) -> Iterator[Judged]:
    """The drafts of a set's questions, as they are and without the passages that answer them.

    Questions that are settled without weighing evidence are left out.
    """
    assistant = folder_assistant(documents)
    gold = load_questions(questions)
    located = EvidenceLocator(assistant.documents).locate_all(gold, questions)
    for question in tqdm(gold, desc=questions.name):
        understood = understand(question.question, question.history)
        context = assistant.context(understood)
        if not context.scope.refusal:
            yield from _judged(question, located[question.id], context, assistant, removed=False)
        if context.scope.refusal or not located[question.id]:
            continue
        gone = frozenset(
            id_
            for place in located[question.id]
            for id_ in gold_passages(place, assistant.documents[place.document])
        )
        silent = assistant.context(understood, without=gone)
        yield from _judged(question, located[question.id], silent, assistant, removed=True)


def _judged(
    question: GoldQuestion,
    located: Sequence[LocatedEvidence],
    context: Context,
    assistant: Assistant,
    removed: bool,
) -> Iterator[Judged]:
    draft = next(drafts(context), None)
    if draft is None or draft.certain:
        return
    text, citations, warnings = render(context, draft)
    answer = Answer(
        context.question, text, False, draft.kind, citations, warnings, context.hits, 0.0
    )
    right = not removed and judge(question, located, answer, assistant.documents).correct
    features = evidence_features(context, draft)
    yield Judged(question.id, features, right, question.answerable and not removed, removed)


def train(judged: Sequence[Judged]) -> EvidenceModel:
    """Logistic regression with an L2 penalty; raises TrainingDataError without both outcomes."""
    right = np.array([one.right for one in judged])
    if not right.any() or right.all():
        raise TrainingDataError("依据模型需要既有答对的、也有答错的题目；请检查题集和文件夹。")
    rows = np.array([one.features for one in judged])
    weights = np.where([one.removed for one in judged], REMOVED_WEIGHT, 1.0)
    mean, scale = rows.mean(0), rows.std(0) + 0.05
    model = LogisticRegression(C=0.05, max_iter=2000)
    model.fit((rows - mean) / scale, right, sample_weight=weights)
    return EvidenceModel(mean, scale, model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def cross_validated(judged: Sequence[Judged]) -> NDArray[np.float64]:
    """(n,) probabilities, each by a model trained without the questions of its fold."""
    ids = sorted({one.question for one in judged})
    folds = dict(zip(ids, np.random.default_rng(0).integers(0, FOLDS, len(ids)), strict=True))
    probabilities = np.zeros(len(judged))
    for fold in range(FOLDS):
        model = train([one for one in judged if folds[one.question] != fold])
        for i, one in enumerate(judged):
            if folds[one.question] == fold:
                probabilities[i] = model.probability(one.features)
    return probabilities


def curve(judged: Sequence[Judged], probabilities: NDArray[np.float64]) -> str:
    """What each threshold refuses: right answers, unanswerable questions, wrong answers."""
    groups = {
        "误拒（答对的）": [one.right for one in judged],
        "应拒而拒（不可回答）": [not one.answerable and not one.removed for one in judged],
        "应拒而拒（抽去依据）": [one.removed for one in judged],
        "挡下的错答": [one.answerable and not one.right for one in judged],
    }
    lines = ["阈值   " + "   ".join(f"{name} n={sum(of)}" for name, of in groups.items())]
    for threshold in THRESHOLDS:
        refused = probabilities < threshold
        shares = [
            float(np.mean(refused[np.array(of)])) if any(of) else 0.0 for of in groups.values()
        ]
        lines.append(f"{threshold:.2f}   " + "   ".join(f"{share:6.1%}" for share in shares))
    return "\n".join(lines)


def main() -> None:
    """The command: judges the drafts of all sets, prints the curve, writes the model."""
    parser = argparse.ArgumentParser(description="训练依据模型")
    add_sets(parser)
    parser.add_argument("--out", type=Path, default=SHIPPED_EVIDENCE, help="模型写入的文件")
    arguments = parser.parse_args()
    try:
        judged = [one for pair in arguments.sets for one in judged_drafts(*pair)]
        print(
            f"{len(judged)} 个答复，{sum(one.right for one in judged)} 个答对（{FOLDS} 折交叉验证）"
        )
        print(curve(judged, cross_validated(judged)))
        model = train(judged)
        write_whole(arguments.out, evidence_as_json(model))
    except WenzhengError as error:
        raise SystemExit(str(error)) from error
    for name, weight in zip(EVIDENCE, model.weights, strict=True):
        print(f"{name}\t{weight:.2f}")
    print(f"已写入 {arguments.out}")


if __name__ == "__main__":
    main()
