"""The metrics of a run: one summary of many results, and the groups worth looking at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from eval.judging import Ranked, Result
from eval.questions import KINDS, WORDINGS
from eval.statistics import Pooled, Share, mean, percentile, pooled, share_of

# Kinds of questions that ask for one fact, and how long an answer to them may be.
FACT_KINDS = ("lead", "number", "date", "contact", "yesno")
FACT_LENGTH = 120

LANGUAGES = ("zh-Hans", "zh-Hant", "en")


@dataclass(frozen=True, slots=True)
class Summary:
    """The metrics of some results; a metric without a question to stand on is None.

    With R the refused questions and U the unanswerable ones, less those whose false premise an
    answer rightly corrected:

    - ``accuracy``: right answers of all questions; ``answered_right`` of the answerable ones
    - ``citation_hit``: of the answerable, answers (not refusals) that cite some evidence
    - ``evidence_cited``: of all evidence of the answerable, how much is cited by an answer
    - ``faithful``: of all citations, those whose quote stands at their span
    - ``refusal_precision``: |R ∩ U| / |R|; ``refusal_recall``: |R ∩ U| / |U|
    - ``false_refusal``: of the answerable, the refused; ``reason_right``: of R ∩ U, those that
      name the right reason
    - ``fact_recall``: facts said / facts of the answerable questions; a refusal says none
    - ``fact_precision``: of the sentences of answers to answerable questions, those that say a
      fact or overlap the evidence
    - ``exact``: of the answerable questions of kinds with a short answer (eval.exactness), those
      whose answer is right and has no other amount, date or body
    - ``supported``: of the sentences of all answers, those that their citations support
    - ``supporting``: of the citations of all answers, those that support their sentence
    - ``gold_cited``: of the citations of answers to answerable questions, those whose quote says
      a fact or overlaps the evidence
    - ``length_p10``, ``length_p50``, ``length_p90``: characters of all answers, no refusals
    - ``ranked``: means of the ranking measures over the answerable questions
    - ``fact_length``: median characters of the answers to questions for one fact;
      ``fact_short``: of these answers, those of at most 120 characters
    - ``latency_p50``, ``latency_p95``: milliseconds
    """

    questions: int
    accuracy: Share
    answered_right: Share
    citation_hit: Share
    evidence_cited: Share
    faithful: Share
    refusal_precision: Share
    refusal_recall: Share
    false_refusal: Share
    reason_right: Share
    fact_recall: Pooled
    fact_precision: Pooled
    exact: Share
    supported: Pooled
    supporting: Pooled
    gold_cited: Pooled
    length_p10: float | None
    length_p50: float | None
    length_p90: float | None
    ranked: Ranked | None
    fact_length: float | None
    fact_short: Share
    latency_p50: float | None
    latency_p95: float | None


def summarise(results: Sequence[Result]) -> Summary:
    """All metrics of the results."""
    answerable = [result for result in results if result.answerable]
    refused = [result for result in results if result.refused]
    facts = [
        result.length for result in answerable if result.kind in FACT_KINDS and not result.refused
    ]
    latencies = [result.latency_ms for result in results]
    points = [result.points for result in results]
    asked = [result.points for result in answerable]
    lengths = [result.length for result in results if not result.refused]
    return Summary(
        questions=len(results),
        accuracy=share_of([result.correct for result in results]),
        answered_right=share_of([result.correct for result in answerable]),
        citation_hit=share_of([result.cited for result in answerable]),
        evidence_cited=share_of(
            [cited and not one.refused for one in answerable for cited in one.evidence_cited]
        ),
        faithful=share_of([cited.faithful for one in results for cited in one.citations]),
        refusal_precision=share_of([not result.answerable for result in refused]),
        refusal_recall=share_of(
            [
                one.refused
                for one in results
                if not one.answerable and (one.refused or not one.correct)
            ]
        ),
        false_refusal=share_of([result.refused for result in answerable]),
        reason_right=share_of(
            [one.reason_right for one in results if one.reason_right is not None]
        ),
        fact_recall=pooled((one.facts_said, one.facts) for one in asked),
        fact_precision=pooled((one.on_point, one.sentences) for one in asked),
        exact=share_of([one.exact for one in points if one.exact is not None]),
        supported=pooled((one.supported, one.sentences) for one in points),
        supporting=pooled((one.supporting, one.citations) for one in points),
        gold_cited=pooled((one.gold, one.citations) for one in asked),
        length_p10=percentile(lengths, 10),
        length_p50=percentile(lengths, 50),
        length_p90=percentile(lengths, 90),
        ranked=_mean_ranked([one.ranked for one in results if one.ranked is not None]),
        fact_length=percentile(facts, 50),
        fact_short=share_of([length <= FACT_LENGTH for length in facts]),
        latency_p50=percentile(latencies, 50),
        latency_p95=percentile(latencies, 95),
    )


def _mean_ranked(all_ranked: Sequence[Ranked]) -> Ranked | None:
    if not all_ranked:
        return None

    def over(measure: Callable[[Ranked], float]) -> float:
        return mean([measure(ranked) for ranked in all_ranked]) or 0.0

    return Ranked(
        hit_1=over(lambda ranked: ranked.hit_1),
        hit_5=over(lambda ranked: ranked.hit_5),
        hit_10=over(lambda ranked: ranked.hit_10),
        mrr_10=over(lambda ranked: ranked.mrr_10),
        ndcg_10=over(lambda ranked: ranked.ndcg_10),
    )


# How results may be grouped: the keys of a result (a question on two documents counts in both)
# and the order in which known keys are shown.
GROUPINGS: dict[str, tuple[Callable[[Result], Iterable[str]], tuple[str, ...]]] = {
    "kind": (lambda result: (result.kind,), KINDS),
    "wording": (lambda result: (result.wording,), WORDINGS),
    "language": (lambda result: (result.language,), LANGUAGES),
    "document": (lambda result: result.documents or ("",), ()),
}


def group(results: Sequence[Result], grouping: str) -> dict[str, list[Result]]:
    """The results by one of GROUPINGS, known keys in their order, then the others sorted."""
    keys_of, order = GROUPINGS[grouping]
    groups: dict[str, list[Result]] = {}
    for result in results:
        for key in keys_of(result):
            groups.setdefault(key, []).append(result)
    known = [key for key in order if key in groups]
    return {key: groups[key] for key in (*known, *sorted(groups.keys() - set(order)))}
