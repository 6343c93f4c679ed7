"""How much speaks for a draft: the probability that it answers, learned from question sets."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answers.context import Context, Draft
from answers.features import topic_share
from answers.scorer import ScorerError
from corpus.records import Passage

SHIPPED_EVIDENCE = Path(__file__).parent / "tables" / "evidence.json"
# Kinds whose drafts are judged alike.
KIND_GROUPS = {
    "number": "number",
    "date": "date",
    "lead": "duty",
    "support": "duty",
    "duty": "duty",
    "actor": "duty",
    "yesno": "yesno",
    "list": "list",
    "condition": "list",
    "measure": "measure",
    "penalty": "measure",
    "definition": "definition",
}
_GROUPS = tuple(dict.fromkeys(KIND_GROUPS.values()))
EVIDENCE = (
    *("log_odds", "lead_over_others", "is_best", "passage", "words", "meaning", "missing"),
    *("bigrams", "lexical", "dense", "fit", "length", "terms", "fits_form"),
    *(f"kind_{group}" for group in _GROUPS),
)
Floats = NDArray[np.float32]
_FAR_BEHIND = -3.0  # log odds of a draft that rests on no sentence that was weighed


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """Logistic regression: ``1 / (1 + exp(-(bias + weights @ (x - mean) / scale)))``.

    mean, scale, weights: (n_features,), columns as in ``EVIDENCE``.
    """

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float

    def probability(self, features: Floats) -> float:
        """How probable it is that a draft with these features, (n_features,), answers."""
        odds = self.bias + float(self.weights @ ((features - self.mean) / self.scale))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def evidence_features(context: Context, draft: Draft) -> Floats:
    """What speaks for a draft: (n_features,) float32, columns as in ``EVIDENCE``."""
    spans = [span for statement in draft.statements for span in statement.spans]
    passages = {span.passage.id: span.passage for span in spans}
    found, candidates = context.candidates
    odds = context.log_odds
    inside = [i for i, span in enumerate(found) if span.passage.id in passages]
    said = [
        i for i in inside if any(s.start < found[i].end and found[i].start < s.end for s in spans)
    ]
    best = max(said or inside, key=lambda i: odds[i], default=None)
    others = [odds[i] for i, span in enumerate(found) if span.passage.id not in passages]
    full = max(
        (context.full_text(p) for p in passages.values()),
        key=context.matcher.coverage,
        default="",
    )
    # A duty is said by its task and its bodies, which its span, the assigning words, may not name.
    words = " ".join(dict.fromkeys([s.text for s in draft.statements] + [s.text for s in spans]))
    own = _FAR_BEHIND if best is None else float(odds[best])
    lexical, dense = _hit_scores(context, passages)
    group = KIND_GROUPS.get(context.question.kind, "")
    row = (
        own,
        own - max(others, default=own + _FAR_BEHIND),
        best is not None and odds[best] == odds.max(),
        context.matcher.coverage(full),
        context.matcher.coverage(words),
        0.0 if best is None else candidates[best].meaning,
        context.matcher.heaviest_missing(full),
        topic_share(
            context.question, full, context.index.document_frequency, len(context.index.passages)
        ),
        lexical,
        dense,
        draft.fit,
        math.log1p(len(words)) / 5,
        len(context.matcher.terms) / 5,
        0.0 if best is None else context.form_fits(best),
        *(group == name for name in _GROUPS),
    )
    return np.array(row, dtype=np.float32)


def _hit_scores(context: Context, passages: dict[str, Passage]) -> tuple[float, float]:
    """The lexical score of the best hit among the passages, a share of what all terms could give,
    and its cosine.
    """
    most = 5.0 * max(1, len(context.matcher.terms))
    scores = [(h.lexical / most, h.dense) for h in context.hits if h.passage.id in passages]
    return max(scores, default=(0.0, 0.0))


def read_evidence(path: Path) -> EvidenceModel:
    """Read a model. Raises ScorerError for a file that is missing, broken or of other features."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        names = tuple(facts["features"])
        mean, scale, weights = (
            np.array(facts[name], dtype=np.float32) for name in ("mean", "scale", "weights")
        )
        model = EvidenceModel(mean, scale, weights, float(facts["bias"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ScorerError(
            f"读不出依据模型 {path}（{error}）；请恢复该文件，或用 training.evidence 重新训练。"
        ) from error
    if names != EVIDENCE:
        raise ScorerError(
            f"依据模型 {path} 有 {len(names)} 个特征，程序用 {len(EVIDENCE)} 个，名称须一一相同；"
            "请用 training.evidence 重新训练。"
        )
    return model


def evidence_as_json(model: EvidenceModel) -> str:
    """What ``read_evidence`` reads, numbers to five digits."""
    facts: dict[str, object] = {"features": list(EVIDENCE), "bias": round(model.bias, 5)}
    for name in ("mean", "scale", "weights"):
        facts[name] = np.round(getattr(model, name).astype(float), 5).tolist()
    return json.dumps(facts, ensure_ascii=False) + "\n"


@cache
def shipped_evidence() -> EvidenceModel:
    """The model that comes with the product."""
    return read_evidence(SHIPPED_EVIDENCE)
