"""Wide digits of a clean document stay as printed and are read all the same."""

from __future__ import annotations

from datetime import date

from corpus.cleaning import clean
from corpus.damages import find_damages
from corpus.reading import compose
from corpus.widths import narrow
from index.tokens import tokenize

NOTICE = """青禾市水利局关于印发农村饮水补助办法的通知
青水发〔２０２１〕１７号
各县水利局：
现将《农村饮水补助办法》印发给你们，请遵照执行。
１．每户补助１２００元，由Ａ类银行发放。
２．申请自收到之日起１５日内办结。
本办法自２０２１年７月１日起施行，有效期５年。
青禾市水利局
２０２１年６月３日
"""


def test_a_clean_document_keeps_its_wide_digits() -> None:
    assert clean(NOTICE).text == NOTICE.rstrip("\n") or clean(NOTICE).text == NOTICE


def test_metadata_and_structure_read_wide_digits_like_narrow_ones() -> None:
    wide, plain = compose("a", NOTICE), compose("a", narrow(NOTICE))
    assert wide.doc_number == "青水发〔2021〕17号"
    assert wide.signed == date(2021, 6, 3)
    assert wide.validity == plain.validity
    assert wide.validity.effective == date(2021, 7, 1)
    assert wide.title == plain.title
    spans = [(p.start, p.end, narrow(p.label)) for p in wide.passages]
    assert spans == [(p.start, p.end, p.label) for p in plain.passages]
    assert len(spans) > 2


def test_tokens_are_the_same() -> None:
    assert tokenize(NOTICE) == tokenize(narrow(NOTICE))


def test_damages_are_seen_in_wide_digits() -> None:
    text = "青府办〔２０２１４５号文件规定"
    (damage,) = find_damages(text)
    assert damage.likely == "〔2021〕45号"


def test_the_length_stays() -> None:
    text = "Ａ１，（ｚ）９"
    assert narrow(text) == "A1，（z）9"
    assert len(narrow(text)) == len(text)
