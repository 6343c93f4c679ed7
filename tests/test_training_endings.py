"""Counting what stands before marks in official text."""

from __future__ import annotations

from training.endings import count, table


def test_characters_and_pairs_are_counted_and_those_before_a_mark() -> None:
    occurs, ends = count(["应当依法登记，依法公示。", "登记机关"])
    assert (occurs["登记"], ends["登记"]) == (2, 1)
    assert (occurs["依法"], ends["依法"]) == (2, 0)
    assert (occurs["示"], ends["示"]) == (1, 1)
    assert "记依" not in occurs  # a mark parts them


def test_rare_pairs_are_left_out_and_counts_rounded() -> None:
    occurs, ends = count(["登记，"] * 1234 + ["渔港，"] * 2)
    lines = table(occurs, ends).splitlines()
    assert "登记\t1200\t1200" in lines
    assert "渔\t2\t0" in lines
    assert not any(line.startswith("渔港\t") for line in lines)
