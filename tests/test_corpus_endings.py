"""Junk before marks is told from real endings by how official text ends its clauses."""

from __future__ import annotations

from corpus.cleaning_junk import has_junk, junk_edits
from corpus.endings import endings
from corpus.provenance import apply_edits

CLAUSES = (
    "县级以上地方人民政府应当加强对渔港建设工作的领导",
    "将渔港建设纳入国民经济和社会发展规划",
    "所需经费列入本级财政预算",
    "渔业主管部门应当会同有关部门编制规划",
    "报本级人民政府批准后实施",
    "任何单位和个人不得擅自占用渔港水域",
    "违反规定的由有关部门责令限期改正",
    "逾期不改正的依法予以处罚",
    "申请人应当如实提供有关材料",
    "主管部门应当自受理之日起依法作出决定",
    "船舶进出港口应当遵守安全管理制度",
    "鼓励社会资本参与港口基础设施建设",
)
SINGLE = "瀑诰幽莨檬粳夔涮妤郢锷舀"
CLEAN = "".join(clause + "，。"[i % 2] for i, clause in enumerate(CLAUSES))


def planted(junk: str, every: int = 1) -> str:
    """The clauses with a character of junk before every so many marks."""
    left = iter(junk)
    return "".join(
        clause + ("" if i % every else next(left)) + "，。"[i % 2]
        for i, clause in enumerate(CLAUSES)
    )


def test_single_characters_before_marks_go() -> None:
    noisy = planted(SINGLE)
    assert apply_edits(noisy, list(junk_edits(noisy))) == CLEAN


def test_junk_before_one_mark_in_six_is_seen() -> None:
    noisy = "".join(planted(SINGLE[at : at + 2], every=6) for at in (0, 2, 4, 6, 8, 10))
    assert has_junk(noisy)
    cleaned = apply_edits(noisy, list(junk_edits(noisy)))
    assert len(cleaned) <= len(CLEAN * 6) + 2  # no more than two of twelve stay
    assert set(cleaned) - set(CLEAN) <= set(SINGLE)
    assert "".join(c for c in cleaned if c not in SINGLE) == CLEAN * 6


def test_a_list_of_rare_words_is_no_junk() -> None:
    fish = (
        "养殖鲟鱼、鳜鱼、鳗鲡、黄颡、螯虾、鲳鲹、鲮鳙、蛏蚶、鳎鲽、鲈鲷、鳊鲂、鲢鲫的，"
        "应当办理证件。"
    )
    text = fish + "".join(f"{clause}。" for clause in CLAUSES)
    assert not has_junk(text)
    assert list(junk_edits(text)) == []


def test_official_endings_are_likely_and_random_characters_are_not() -> None:
    model = endings()
    assert model.closes("规定") > model.closes("应当") + 2
    assert model.follows("规", "定") > model.follows("规", "瀑") + 5
