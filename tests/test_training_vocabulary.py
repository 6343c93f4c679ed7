"""The vocabulary: which entries are chosen and how text is cut into them."""

from __future__ import annotations

from collections import Counter

from training.vocabulary import Counts, Sizes, build_tokenizer, choose_entries, count_chinese

ENTRIES = {
    **dict.fromkeys("住房公积金提取保障研究生命由谁", 2),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyz0123456789", 1),
    "住房": 40,
    "公积金": 30,
    "住房公积金": 25,
    "提取": 20,
    "研究": 50,
    "研究生": 5,
    "生命": 40,
    "housing": 9,
    "2023": 8,
}


def cut(text: str) -> list[str]:
    return build_tokenizer(ENTRIES).encode(text).tokens


def test_the_longest_entry_wins_over_its_parts() -> None:
    assert cut("住房公积金提取") == ["住房公积金", "提取"]


def test_the_most_probable_cut_wins_over_the_greedy_one() -> None:
    # 研究 (50) · 生命 (40) is likelier than 研究生 (5) · 命 (2).
    assert cut("研究生命") == ["研究", "生命"]


def test_marks_and_spaces_part_runs_and_vanish() -> None:
    assert cut("住房、提取。 由谁?") == ["住房", "提取", "由", "谁"]


def test_latin_words_are_lower_cased_and_wide_forms_are_narrowed() -> None:
    assert cut("Housing ２０２３") == ["housing", "2023"]


def test_an_unknown_latin_word_is_spelt() -> None:
    assert cut("xq7") == ["x", "q", "7"]


def test_an_unknown_character_leaves_its_neighbours_alone() -> None:
    tokenizer = build_tokenizer(ENTRIES)
    encoding = tokenizer.encode("住房龘提取")
    assert len(encoding.ids) == 3
    assert (encoding.tokens[0], encoding.ids[1], encoding.tokens[2]) == ("住房", 0, "提取")


def test_counting_keeps_chinese_and_latin_apart() -> None:
    counts = Counts()
    count_chinese(["公积金贷款 Loan 2023，公积金"], counts)
    assert counts.characters["公"] == 2
    assert counts.words["公积金"] == 2
    assert counts.latin == Counter({"loan": 1, "2023": 1})


def test_entries_fill_the_total_by_frequency_with_one_place_for_unknown() -> None:
    counts = Counts(
        characters=Counter("住住房"),
        words=Counter({"住房": 3, "提取": 2, "保障": 2, "房": 7, "中华人民共和国": 9}),
        latin=Counter({"act": 5, "law": 4}),
    )
    entries = choose_entries(counts, Sizes(characters=2, latin=1, total=41))
    # 2 characters, 36 letters and digits, 1 Latin word, 1 place for unknown: one word is left.
    assert entries["住房"] == 3
    assert entries["房"] == 7
    assert entries["act"] == 5
    assert not {"law", "提取", "保障", "中华人民共和国"} & entries.keys()
    assert len(entries) == 40
