"""Text read in the wrong encoding is read again; foreign words in Latin letters stay."""

from __future__ import annotations

import pytest

from corpus.cleaning import clean
from corpus.cleaning_reencoded import reencoded_edits

SOUND = (
    "楚雄州人民政府关于印发《饮用水水源保护办法》的通知\n"
    "各县人民政府，各有关部门：\n第一条 为了保护水源，保障16个乡镇的用水，制定本办法。"
)


@pytest.mark.parametrize("encodings", [("gbk", "latin-1"), ("utf-8", "latin-1")])
def test_what_was_read_as_latin_comes_back_whole(encodings: tuple[str, str]) -> None:
    written, read = encodings
    assert clean(SOUND.encode(written).decode(read)).text == SOUND


def test_windows_letters_stand_for_bytes_as_well() -> None:
    wrong = "".join(
        bytes((b,)).decode("cp1252", errors="ignore") or chr(b) for b in SOUND.encode("utf-8")
    )
    assert "â€" in SOUND.replace("第", "“").encode("utf-8").decode("cp1252", errors="ignore")
    assert clean(wrong).text == SOUND


@pytest.mark.parametrize("stand_in", ["\ufffd", "?"])
def test_utf8_read_as_gbk_comes_back_but_for_bytes_that_are_gone(stand_in: str) -> None:
    wrong = SOUND.encode("utf-8").decode("gbk", errors="replace").replace("\ufffd", stand_in)
    restored = clean(wrong).text
    assert len(restored) == len(SOUND)
    differ = [(a, b) for a, b in zip(SOUND, restored, strict=True) if a != b]
    assert all(b == "\ufffd" for _, b in differ)
    assert len(differ) <= 6


def test_a_byte_order_mark_read_as_gbk_is_certain_proof() -> None:
    (edit,) = reencoded_edits("锘挎枃浠")
    assert edit.after == "文\ufffd"


@pytest.mark.parametrize(
    "sound",
    [
        "参考 Universität Zürich、São Paulo、Île-de-France 的做法。",
        "误差±5%，面积×2，温度25°C，浓度µg/m³，费用£5。",
        "锘、铈、锛床、铡刀等须登记。",
        SOUND,
    ],
)
def test_sound_text_stays(sound: str) -> None:
    assert list(reencoded_edits(sound)) == []
