"""What speaks for a draft: how much of the question stands in what it says and cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answers.context import Context, Draft
from answers.cues import cue, says
from answers.likeness import LIKENESS, Said, likeness
from answers.references import cited_passages, cited_words
from answers.sentences import Span
from answers.shapes import LISTING, NO_WORD
from corpus.article_numbers import article_of
from corpus.places import covers
from corpus.records import Document, Region

# Kinds whose drafts are judged alike; coarser than those whose sentences are weighed alike
# (``forms.KIND_GROUPS``), since there are fewer questions to learn from.
_JUDGED_ALIKE = {
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
    "person": "person",
    "sentence": "sentence",
}
_GROUPS = tuple(dict.fromkeys(_JUDGED_ALIKE.values()))
_WHO = frozenset({"lead", "support", "duty", "actor", "person", "issuer"})
EVIDENCE = (
    *("lead_over_others", "rank", "lexical", "dense", "fit", "terms"),
    *("lack_passage", "lack_words", "unsaid", "beyond_words", "same_document", "own_place"),
    *("body", "last_resort", "sanction_unasked", "unit_missing", "new", "items"),
    *("asks_tally", "tally_by_rule", "english", "years"),
    "near_rest",
    *(f"kind_{group}" for group in _GROUPS),
)
Floats = NDArray[np.float32]
_FAR_BEHIND = -3.0  # log odds of a draft that rests on no sentence that was weighed
_HITS_COMPARED = 6
_UNIT = re.compile(r"(?:多少|几)个?([\u4e00-\u9fff])")
_NO_UNIT = frozenset("是为有的呢吗啊和以可能要会用上下时才来去被给钱")


@dataclass(frozen=True, slots=True)
class _Cited:
    """What a draft says (``words``), and the texts that it is taken from.

    ``passages`` (ids), ``passage`` and ``headings`` go with the articles that a penalty names:
    these say what for.
    """

    words: str
    passages: frozenset[str]
    documents: tuple[Document, ...]
    passage: str
    headings: str


def evidence_features(context: Context, draft: Draft) -> Floats:
    """What speaks for a draft: (n_features,) float32, columns as in ``EVIDENCE``."""
    cited = _cited(context, draft)
    group = _JUDGED_ALIKE.get(context.question.kind, "")
    row = (
        *_search_features(context, draft, cited),
        *_word_features(context, cited),
        *_document_features(context, cited),
        *_form_features(context, draft, cited.words),
        _nearness(context, cited),
        *(float(group == name) for name in _GROUPS),
    )
    return np.array(row, dtype=np.float32)


def _cited(context: Context, draft: Draft) -> _Cited:
    spans = [span for statement in draft.statements for span in statement.spans]
    passages = {span.passage.id: span.passage for span in spans}
    ids = sorted({span.document_id for span in spans})
    documents = tuple(context.index.documents[id_] for id_ in ids)
    # A duty is said by its task and its bodies, which its span, the assigning words, may not name.
    words = " ".join(dict.fromkeys([s.text for s in draft.statements] + [s.text for s in spans]))
    named, rules = _named_articles(context, spans)
    full = [f"{context.full_text(passage)} {named}" for passage in passages.values()]
    headings = dict.fromkeys(context.heading_text(passage) for passage in passages.values())
    return _Cited(
        words,
        rules | passages.keys(),
        documents,
        max(full, key=context.matcher.coverage, default=""),
        " ".join((*headings, named)),
    )


def _named_articles(context: Context, spans: Sequence[Span]) -> tuple[str, frozenset[str]]:
    """The words of the articles that penalties name and the ids of their passages, where a penalty
    is asked for; else nothing.
    """
    if not says("asks_penalty", context.question.resolved):
        return "", frozenset()
    named = [(context.document(s.passage), s.text, article_of(s.passage)) for s in spans]
    words = dict.fromkeys(cited_words(*one) for one in named)
    passages = frozenset(p.id for one in named for p in cited_passages(*one))
    return " ".join(filter(None, words)), passages


def _search_features(context: Context, draft: Draft, cited: _Cited) -> tuple[float, ...]:
    """How the cited passages and sentences were ranked, and against those of others."""
    spans = [span for statement in draft.statements for span in statement.spans]
    found, odds = context.candidates[0], context.log_odds
    inside = [i for i, span in enumerate(found) if span.passage.id in cited.passages]
    said = [
        i for i in inside if any(s.start < found[i].end and found[i].start < s.end for s in spans)
    ]
    best = max(said or inside, key=lambda i: odds[i], default=None)
    own = _FAR_BEHIND if best is None else float(odds[best])
    others = [odds[i] for i, span in enumerate(found) if span.passage.id not in cited.passages]
    ranks = [at for at, hit in enumerate(context.hits) if hit.passage.id in cited.passages]
    # The lexical score is a share of what all terms could give.
    most = 5.0 * max(1, len(context.matcher.terms))
    scores = [(context.hits[at].lexical / most, context.hits[at].dense) for at in ranks]
    lexical, dense = max(scores, default=(0.0, 0.0))
    return (
        own - max(others, default=own + _FAR_BEHIND),
        1 / (1 + ranks[0]) if ranks else 0.0,
        lexical,
        dense,
        draft.fit,
        len(context.matcher.terms) / 5,
    )


def _word_features(context: Context, cited: _Cited) -> tuple[float, ...]:
    """How much of what the question names is missing, the nearer the text the more telling."""
    matcher = context.matcher
    spoken = f"{cited.words} {cited.headings}"
    passage, words = matcher.coverage(cited.passage), matcher.coverage(cited.words)
    return (
        1 - passage,
        1 - matcher.coverage(spoken),
        matcher.unsaid_share(spoken),
        passage - words,
    )


def _document_features(context: Context, cited: _Cited) -> tuple[float, ...]:
    """Whether the documents cited are the ones in question."""
    ids = {document.id for document in cited.documents}
    best = context.hits[:_HITS_COMPARED]
    places = [place.region for place in context.question.places]
    own = any(
        document.region != Region() and covers(document.region, region)
        for document in cited.documents
        for region in places
    )
    return (
        sum(hit.passage.document_id in ids for hit in best) / max(1, len(best)),
        own,
    )


def _form_features(context: Context, draft: Draft, words: str) -> tuple[float, ...]:
    """Whether the words have the form of what is asked for."""
    question = context.question
    asked = question.resolved
    listed = min(1.0, len(LISTING.findall(words)) / 3)
    return (
        question.kind in _WHO and says("body", words),
        draft.last_resort,
        says("sanction", words) and not says("asks_sanction", asked),
        _lacks_unit(asked, words),
        _new_share(asked, words),
        listed if question.kind == "list" else 0.0,
        says("asks_tally", asked),
        says("asks_tally", asked) and says("rules", words),
        question.language == "en",
        bool(question.years),
    )


def _nearness(context: Context, cited: _Cited) -> float:
    """How near what is said comes to the question, token by token."""
    question = context.question
    title = " ".join(document.title for document in cited.documents)
    said = Said(cited.words, "", "", "", title, True)
    row = likeness(context.encoder, question.topic or question.resolved, [said])[0]
    return float(row[LIKENESS.index("like_rest")])


def _lacks_unit(asked: str, words: str) -> bool:
    """Whether so many of a thing are asked for (几亩), and no number of it is said."""
    match = _UNIT.search(asked)
    if match is None or match.group(1) in _NO_UNIT:
        return False
    number = cue("number").pattern
    return not re.search(rf"(?:{number})\s*[余多]?[万亿千百]?个?{match.group(1)}", words)


def _new_share(asked: str, words: str) -> float:
    """The share of the characters said that the question does not have itself."""
    bare = NO_WORD.sub("", words)
    return sum(character not in asked for character in bare) / max(1, len(bare))
