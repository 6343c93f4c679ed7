"""The forms in which Word counts: 一、二、三; 甲、乙; ①②; i, ii, by the names of OOXML's numFmt."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
_ROMAN_SMALL = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST = 9_999  # what Word counts to in Chinese; beyond it the figures are printed


def counted(form: str, number: int) -> str:
    """A number in a form of OOXML's ST_NumberFormat; figures where the form is not known."""
    make = _FORMS.get(form)
    return make(number) if make and 0 <= number <= _LARGEST else str(number)


def chinese(number: int, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """Counting with units: 12 is 十二, 105 一百零五; digits and units may be others."""
    if number == 0:
        return digits[0]
    words, pending_zero = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit == 0:
            pending_zero = bool(words)
            continue
        words += (digits[0] if pending_zero else "") + digits[digit]
        words += units[power - 1] if power else ""
        pending_zero = False
    ten = digits[1] + units[0]
    return words[1:] if words.startswith(ten) and digits[1] == "一" else words


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _small(number: int) -> str:
    """十、十一 up to 99, digit by digit beyond, as chineseCounting does."""
    return chinese(number) if number < 100 else _digital(number)


def _roman(number: int) -> str:
    words = ""
    for value, letters in _ROMAN + _ROMAN_SMALL:
        count, number = divmod(number, value)
        words += letters * count
    return words


def _letter(number: int) -> str:
    """A to z, then aa, bb: Word repeats the letter."""
    times, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (times + 1) if number > 0 else "0"


def _from(series: str) -> Callable[[int], str]:
    return lambda number: series[number - 1] if 1 <= number <= len(series) else str(number)


def _wide(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _run(first: str, length: int) -> str:
    return "".join(chr(ord(first) + k) for k in range(length))


_CIRCLED = _from(_run("①", 20) + _run("㉑", 15) + _run("㊱", 15))
_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "chineseCounting": _small,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": _small,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": _digital,
    "taiwaneseDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "chineseLegalSimplified": lambda number: chinese(number, _LEGAL_SIMPLIFIED, "拾佰仟"),
    "ideographLegalTraditional": lambda number: chinese(number, _LEGAL_TRADITIONAL, "拾佰仟"),
    "ideographTraditional": _from("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _from("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _from(_run("㊀", 10)),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedFullstop": _from(_run("⒈", 20)),
    "decimalEnclosedParen": _from(_run("⑴", 20)),
}
