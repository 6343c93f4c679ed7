"""Records to JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from index_sample import housing

from corpus.records import Damage, Document, Duty, Edit, Passage, Repeal, Section, Unit, Validity
from corpus.serialise import from_json, to_json


def full() -> Document:
    duty = Duty(
        "guilin-housing", "guilin-housing#0001", "复核", "a", (Unit("民政局", 40, 43),), (), 3, 9
    )
    return replace(
        housing(),
        signed=date(2021, 3, 9),
        sections=(Section("一", "总则", 1, 0, 9),),
        damages=(Damage("lost", 1, 2, "少一横线", "9—13"),),
        edits=(Edit("width", 0, 1, "(", "("),),
        duties=(duty,),
        passages=(
            Passage("guilin-housing#0000", "guilin-housing", 0, 9, "一", ("一、总则",), ((1, 2),)),
        ),
        validity=Validity(
            effective=date(2021, 4, 1), term="五年", repeals=(Repeal("旧办法", "", 3, 8),)
        ),
    )


def test_a_document_survives_json_text() -> None:
    assert from_json(Document, json.loads(json.dumps(to_json(full())))) == full()


def test_dates_are_iso_and_tuples_are_lists() -> None:
    written = to_json(full())
    assert isinstance(written, dict)
    assert written["signed"] == "2021-03-09"
    assert written["published"] is None
    assert written["region"] == {"province": "广西壮族自治区", "city": "桂林市", "district": ""}
    assert to_json(full().passages[0]) == {
        "id": "guilin-housing#0000",
        "document_id": "guilin-housing",
        "start": 0,
        "end": 9,
        "label": "一",
        "path": ["一、总则"],
        "governed_by": [[1, 2]],
    }


def test_a_field_with_a_default_may_be_missing() -> None:
    written = to_json(full())
    assert isinstance(written, dict)
    del written["validity"]
    assert from_json(Document, written) == replace(full(), validity=Validity())


@pytest.mark.parametrize("value", [{}, {"name": "民政局", "start": "4", "end": 7}, None, 3])
def test_a_value_that_does_not_fit_is_refused(value: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json(Unit, value)  # type: ignore[arg-type]
