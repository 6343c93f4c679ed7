"""Documents of the whole country, which hold in a place too where its own do not answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from corpus.headers import Header
from corpus.places import covers, find_places
from corpus.records import Hit, Question, Region
from corpus.regions import is_national_body

# The best passage of the whole country against those of other places (their matter is one that
# places rule on for themselves), and those of the place itself against it.
AGAINST_OTHERS = 0.9
AGAINST_OWN = 0.75
# The least probability that a national document answers a question about a place, and by how
# much it must be above that of what the place itself says.
LEAST_NATIONAL = 0.3
AHEAD = 0.25
# From this probability on nobody else is looked at.
SURE = 1 - AHEAD
# The best passage of a place against the best of all, below which the place does not have it.
FAR_BEHIND = 0.5
_OF_A_PLACE = frozenset({"contact", "person", "issuer"})
# "昆山市公园条例": the document asked for is one of the place, whatever others say.
_TITLE = r"[^,，。?？;；《》的]{0,24}(?:条例|办法|规定|规则|细则|方案|意见|通知)"


def national_documents(headers: Mapping[str, Header]) -> frozenset[str]:
    """The ids of documents that hold everywhere: of national bodies, and laws of no place."""
    return frozenset(id_ for id_, header in headers.items() if is_national(header))


def is_national(header: Header) -> bool:
    """Whether a document is of no place, and of a national body or a law that names no place."""
    if header.region != Region() or find_places(header.title):
        return False
    words = (header.issuer, header.title)
    return header.kind == "regulation" or any(map(is_national_body, words))


def may_be_national(question: Question) -> bool:
    """Whether what is asked of a place may stand in a document that holds everywhere.

    Its persons and telephones do not, nor a document named by the place.
    """
    if not question.places or question.kind in _OF_A_PLACE:
        return False
    mentions = "|".join({re.escape(place.mention) for place in question.places})
    return re.search(rf"(?:{mentions})[省市区县]?{_TITLE}", question.resolved) is None


def far_behind(hits: Sequence[Hit], own: Collection[str]) -> bool:
    """Whether the documents of a place have far less on a matter than others, best hits first."""
    nearest = max((h.score for h in hits if h.passage.document_id in own), default=0.0)
    return bool(hits) and nearest < FAR_BEHIND * hits[0].score


def stands_out(
    hits: Sequence[Hit], own: Collection[str], national: Collection[str], answered: bool
) -> bool:
    """Whether what is asked is a matter of the whole country, by the best passages of all.

    ``own`` are the documents of the place; ``answered`` tells that these do say something.
    """

    def best(ids: Collection[str], within: bool = True) -> float:
        return max((h.score for h in hits if (h.passage.document_id in ids) is within), default=0.0)

    nation = best(frozenset(national) - frozenset(own))
    others = best({*own, *national}, within=False)
    nearest = best(own)
    if not nation or nation < AGAINST_OTHERS * others:
        return False
    return nearest < (AGAINST_OWN if answered else 1.0) * nation


def has_own(region: Region, headers: Mapping[str, Header]) -> bool:
    """Whether any document is of a place, or of one around it."""
    return any(h.region != Region() and covers(h.region, region) for h in headers.values())
