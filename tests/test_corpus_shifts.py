"""Text whose bytes have slipped is read again, and text that only looks strange is left alone."""

from __future__ import annotations

import unicodedata

import pytest

from corpus.cleaning import clean
from corpus.cleaning_shifts import shift_edits
from corpus.provenance import apply_edits


def torn(text: str, at: int, errors: str = "replace") -> str:
    """The text with one byte of its GBK form lost."""
    encoded = text.encode("gb18030")
    return (encoded[:at] + encoded[at + 1 :]).decode("gb18030", errors=errors)


def mended(text: str) -> str:
    return apply_edits(text, list(shift_edits(text)))


def test_what_follows_a_lost_byte_is_read_again() -> None:
    # A1A1 A3A8 C0F6 is a space and （丽; without the first byte A1A3 A8C0 F6 begins with a 。
    slipped = torn("\u3000（丽江市林业和草原局办公室负责。）\n2019年", 0)
    assert "丽江" not in slipped
    assert "（丽江市林业和草原局办公室负责。" in mended(slipped)


@pytest.mark.parametrize("at", [20, 21, 26, 27])
def test_a_long_shift_is_undone_up_to_the_next_single_byte(at: int) -> None:
    sound = "第三条 玉溪市城市管理部门应当会同有关部门，制定公共停车场建设标准。\n第四条 申请"
    slipped = torn(sound, at, "ignore")
    assert sound[16:] not in slipped
    assert mended(slipped).endswith("同有关部门，制定公共停车场建设标准。\n第四条 申请")
    assert clean(slipped).text.count("\ufffd") <= 1


def test_wide_letters_may_be_folded_already() -> None:
    sound = "第三条 玉溪市城市管理部门应当会同有关部门，制定社会保障经费标准。\n第四条"
    slipped = "".join(
        unicodedata.normalize("NFKC", c) if "！" <= c <= "～" else c for c in torn(sound, 21)
    )
    assert mended(slipped).replace("，", ",").endswith("部门,制定社会保障经费标准。\n第四条")


def test_a_character_that_cannot_be_told_is_marked_not_guessed() -> None:
    slipped = torn("委托瓯江口新区土地储备中心办理补偿登记手续。\n", 5, "ignore")
    (edit,) = shift_edits(slipped)
    assert edit.after.count("\ufffd") == 1
    assert edit.after.endswith("新区土地储备中心办理补偿登记手续。")


@pytest.mark.parametrize(
    "sound",
    [
        "养殖鲟鱼、鳜鱼、鳗鲡、黄颡鱼、螯虾的，应当办理证件。",
        "患瘰疬、疥癣、痤疮、疱疹、荨麻疹的人员，不得从事餐饮服务。",
        "商标名称：さくら饭店、の字号；希腊字母α粒子、β射线；Ⅲ类射线装置。",
        "│编号│名称│\n├──┼──┤\n│１│圩堤│",
        "申报人：闫喆、芈珺、亓昱、亓嬿；评审人：郄隽嵘。",
    ],
)
def test_strange_but_sound_text_is_left_alone(sound: str) -> None:
    assert list(shift_edits(sound)) == []


def test_a_long_text_full_of_tears_is_mended_piece_by_piece() -> None:
    line = "第三条 玉溪市城市管理部门应当会同有关部门制定公共停车场建设标准。\n"
    slipped = torn(line, 21, "ignore")
    assert "会同有关部门" not in slipped
    assert mended(slipped * 40).count("会同有关部门制定") >= 38  # a window's border may cut two


def test_a_character_beside_a_lost_one_that_makes_no_word_is_not_written() -> None:
    encoded = "市民可以到图书馆借阅地方文献收集目录，并向馆员咨询。\n".encode("gb18030")
    at = len("市民可以到图书馆".encode("gb18030")) + 1
    for junk in (b"\xb3", b"\xc7\xd1\xbb", b"\xd6"):
        slipped = (encoded[:at] + junk + encoded[at:]).decode("gb18030", errors="replace")
        for edit in shift_edits(slipped):
            for part in edit.after.split("\ufffd"):
                assert (
                    part
                    in "市民可以到图书馆借阅地方文献收集目录，并向馆员咨询。\n".replace("，", ",")
                    or part in "市民可以到图书馆借阅地方文献收集目录，并向馆员咨询。\n"
                )
