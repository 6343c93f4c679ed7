"""What a threshold answers and refuses, over questions that can be counted by hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from training.refusal_curve import Outcome, outcome, refusal_curve


@dataclass(frozen=True)
class Draft:
    right: bool


@dataclass(frozen=True)
class Asked:
    variant: str
    answerable: bool
    drafts: tuple[Draft, ...]


ASKED = [
    Asked("as_is", True, (Draft(False), Draft(True))),  # the second draft is the answer
    Asked("as_is", True, (Draft(True),)),
    Asked("as_is", False, (Draft(False),)),
    Asked("as_is", False, (Draft(True),)),  # corrects a false premise
    Asked("as_is", False, ()),  # out of scope: refused at every threshold
    Asked("passages_gone", False, (Draft(False),)),  # not asked by users: never counted
]
CHANCES = [(0.1, 0.6), (0.3,), (0.2,), (0.9,), (), (0.9,)]


def test_the_first_draft_that_is_probable_enough_is_said() -> None:
    everything = outcome(ASKED, CHANCES, 0.05)
    # Said: wrong, right, wrong, corrected; refused: the last alone.
    assert everything == Outcome(2, 3, refused=1, due=1, corrected=1, wrong=2, right=3)
    some = outcome(ASKED, CHANCES, 0.25)
    # The second draft of the first, the second, the corrected; the third is held back.
    assert some == Outcome(2, 3, refused=2, due=2, corrected=1, wrong=0, right=5)
    assert (some.precision, some.recall) == (1.0, 1.0)


def test_a_high_threshold_refuses_what_can_be_answered() -> None:
    few = outcome(ASKED, CHANCES, 0.5)
    assert few.refused == 3
    assert few.precision == pytest.approx(2 / 3)


def test_the_curve_has_a_line_for_each_threshold() -> None:
    lines = refusal_curve(ASKED, CHANCES).splitlines()
    row = next(line for line in lines if line.startswith("0.25"))
    assert " ".join(row.split()) == "0.25 100.0% 2/2 100.0% 2/2 0.0% 0/2 0.0% 0/5 100.0% 5/5"
