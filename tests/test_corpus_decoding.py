"""Encodings: each one found without being told, broken bytes, wrong declarations."""

from __future__ import annotations

import pytest

from corpus.decoding import NotTextError, decode

SIMPLE = (
    "云岭县人民政府办公室关于印发学区划分办法的通知。请认真贯彻执行，共２０２４年３月５日前完成。\n"
)
OLD = "雲嶺縣人民政府辦公室關於印發學區劃分辦法的通知。請認真貫徹執行。\n"
RARE = "㐀村、𠮷林巷、䶮舟路的住户，由街道办事处登记。\n"  # four bytes in GB18030
CANTONESE = "嘅、喺、咗、㗎：本條例適用於香港的公共屋邨及其管理。\n"  # HKSCS
PAGE = "<html><head><title>{}</title></head><body>" + "<div class='x'>menu</div>\n" * 300


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(SIMPLE * n, e) for n in (1, 50) for e in ("utf-8", "gbk", "gb18030", "utf-16-le", "utf-32")]
    + [(OLD * n, e) for n in (1, 50) for e in ("utf-8", "big5", "big5hkscs", "gbk", "utf-16-be")]
    + [(RARE + SIMPLE, "gb18030"), (CANTONESE, "big5hkscs")]
    + [(PAGE.format(title), "gb18030") for title in ("政策解读", "锅炉", "教育局")]
    + [(PAGE.format(title), "big5hkscs") for title in ("政策解讀", "環境保護署")]
    + [("plain English text\n" * 3, e) for e in ("ascii", "utf-16-le", "utf-16-be", "utf-16")],
)
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
@pytest.mark.parametrize("at", [0.2, 0.5, 0.9])
def test_a_broken_byte_costs_its_line_at_most(encoding: str, at: float) -> None:
    lines = (SIMPLE if encoding != "big5hkscs" else OLD) * 40
    data = bytearray(lines.encode(encoding))
    place = data.index(b"\n", int(at * len(data))) + 1
    data[place : place + 1] = b"\xff"
    text = decode(bytes(data))
    assert "\ufffd" in text
    assert sum(a != b for a, b in zip(text.split("\n"), lines.split("\n"), strict=True)) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16"])
def test_a_cut_off_tail_costs_one_character(encoding: str) -> None:
    text = OLD * 20 + "結"
    assert decode(text.encode(encoding)[:-1]).rstrip("\ufffd") == OLD * 20


@pytest.mark.parametrize(
    ("said", "encoding", "text"),
    [
        ("big5", "gb18030", SIMPLE),
        ("gb2312", "big5hkscs", OLD),
        ("utf-8", "gb18030", SIMPLE),
        ("gbk", "utf-8", SIMPLE),
        ("iso-8859-1", "gb18030", SIMPLE),
        ("windows-1252", "gb18030", SIMPLE),
        ("no-such-thing", "gb18030", SIMPLE),
        ("utf-16", "gb18030", SIMPLE),
        ("base64", "gb18030", SIMPLE),
        ("gb2312", "gb18030", RARE + SIMPLE),
        ("big5", "big5hkscs", CANTONESE),
        ("iso-8859-1", "cp1252", "à la façon de Genève"),
    ],
)
def test_a_declaration_counts_only_if_it_fits(said: str, encoding: str, text: str) -> None:
    page = f'<html><head><meta charset="{said}"></head><body>{text}</body></html>'
    assert decode(page.encode(encoding)) == page
    assert decode(text.encode(encoding), declared=said) == text


@pytest.mark.parametrize(
    "data", [b"\x80", bytes(range(128, 256)), b"\xff\xfe\xff", b"a\x00b\x00\x00"]
)
def test_what_is_no_text_is_not_made_one(data: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(data)
