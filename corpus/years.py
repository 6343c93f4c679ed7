"""Years that a text names, told from counts that look like them."""

from __future__ import annotations

import re

from corpus.widths import narrow

# "2000张床位" counts beds; "2021家庭医生签约" and "2016项目" name a year.
NOT_A_COUNT = (
    r"(?!\d*\s*[余多]?(?:万|亿|元|人(?![口社才员均民力大])|名(?![单录])|个(?![人税体])|家(?![庭长政电属校])"
    r"|项(?!目)|张(?!家[口港界])|套|户(?![籍口])|所(?![有得])|次|件|条(?![例件])|间|台(?![账风])|辆|吨|亩|米|平方|公里))"
)
# Further digits may follow where a source has lost marks ("2018113").
_YEAR = re.compile(rf"(?<!\d)(?:19|20)\d{{2}}{NOT_A_COUNT}")


def years_named(text: str) -> frozenset[int]:
    """The years that a text names in digits, wide ones too."""
    return frozenset(int(year) for year in _YEAR.findall(narrow(text)))
