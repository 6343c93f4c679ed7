"""What the filters of the site offer: the places, years, issuers and kinds of the collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.headers import Header
from corpus.records import Region
from retrieval.filters import NATIONAL, kind_names, years_of

MOST_ISSUERS = 200


@dataclass(frozen=True, slots=True)
class Choices:
    """The values that are offered, each with what it is called.

    ``regions`` hold each place that a document is of and those around it, wider ones first;
    ``years`` the latest first; ``issuers`` single bodies, the most frequent first.
    """

    regions: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    issuers: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]


def choices_of(headers: Mapping[str, Header]) -> Choices:
    """The choices that a collection gives, the same for the same documents."""
    known = [headers[id_] for id_ in sorted(headers)]
    issuers = Counter(name for header in known for name in _bodies(header.issuer))
    kinds = {header.kind for header in known}
    return Choices(
        regions=tuple(_regions(header.region for header in known)),
        years=tuple(sorted({year for header in known for year in years_of(header)}, reverse=True)),
        issuers=tuple(sorted(issuers, key=lambda name: (-issuers[name], name))[:MOST_ISSUERS]),
        kinds=tuple((key, name) for key, name in kind_names().items() if key in kinds),
    )


class Offers:
    """The choices of the collection of now, made anew only when its headers are others."""

    def __init__(self) -> None:
        self._made: tuple[Mapping[str, Header], Choices] | None = None

    def of(self, headers: Mapping[str, Header]) -> Choices:
        """The choices of these headers, which nobody changes once they are made."""
        made = self._made
        if made is None or made[0] is not headers:
            made = self._made = (headers, choices_of(headers))
        return made[1]


def _bodies(issuer: str) -> list[str]:
    return [name.strip() for name in issuer.replace(" ", "、").split("、") if name.strip()]


def _regions(regions: Iterable[Region]) -> Iterable[tuple[str, str]]:
    """Values and names; a place stands under the one around it and is indented as deep."""
    given = set(regions)
    around = {Region(r.province) for r in given} | {Region(r.province, r.city) for r in given}
    if Region() in given:
        yield NATIONAL, "全国（或未写明）"
    named: set[str] = set()
    for region in sorted(given | around, key=lambda r: (r.province, r.city, r.district)):
        if region != Region() and region.name not in named:
            named.add(region.name)
            parts = dict.fromkeys(p for p in (region.province, region.city, region.district) if p)
            yield region.name, "\u3000" * (len(parts) - 1) + list(parts)[-1]
