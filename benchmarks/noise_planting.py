"""Noise planted into clean text, as the sites and people that damage pages do it.

Written from descriptions of the noise, not from the rules that remove it. Every planter takes a
clean text, a random source and a density between 0 and 1, and gives the noisy text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import jieba
from opencc import OpenCC
from pypinyin import Style, pinyin

Planter = Callable[[str, Random, float], str]

_HAN = re.compile("[\u4e00-\u9fff]")
_MARK = re.compile("[，。；：、？！]")
# Traditional characters that a converter without a dictionary of words writes for a simplified
# one, wherever it stands.
_WRONG = dict(
    line.split("\t")
    for line in (Path(__file__).parent / "wrong_variants.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
_SPAM = (
    "188体育平台", "澳门新葡京官网", "亚博体育app下载", "开元棋牌", "365bet官网", "大发彩票",
    "免费全本小说", "必威体育登录", "成人在线视频", "私服发布网", "六合彩开奖结果", "皇冠足球比分",
    "金沙娱乐城", "真人百家乐", "时时彩计划软件", "代开发票",
)  # fmt: skip
_SPAM_TAILS = (
    "【{}】",
    "{} - 官方网站",
    "{}-{}-{}",
    "欢迎访问{}",
    "{}|{}|{}|手机版",
    "热门推荐:{}、{}、{}",
)
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz0123456789",
    "!#$%^&*_+~`|{}",
    "0123456789ABCDEF$&*@~",
)
_SERVERS = ("nginx", "nginx/1.18.0", "Apache-Coyote/1.1", "Microsoft-IIS/7.5")
_LABELS = ("索引号", "主题分类", "发文机关", "成文日期", "发文字号", "发布日期", "主题词", "有效性")


def _toned(character: str) -> str:
    return str(pinyin(character, style=Style.TONE)[0][0])


def _bare(character: str) -> str:
    return str(pinyin(character, style=Style.NORMAL)[0][0])


@cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


def _traditional(text: str) -> str:
    return str(_converter("s2t").convert(text))


def _annotate(text: str, simple: str, note: Callable[[str], str], only_changed: bool) -> str:
    """Set a note after the characters that differ from the simplified ones, or after all."""
    pieces = []
    for character, plain in zip(text, simple, strict=True):
        wanted = _HAN.match(character) and (character != plain or not only_changed)
        pieces.append(character + (note(character) if wanted else ""))
    return "".join(pieces)


def _pinyin(style: Callable[[str], str], script: bool) -> Planter:
    def plant(text: str, rng: Random, density: float) -> str:
        base = _traditional(text) if script else text
        if len(base) != len(text):
            base = "".join(_traditional(c) for c in text)

        def note(character: str) -> str:
            return style(character) if rng.random() < density else ""

        return _annotate(base, text, note, only_changed=script)

    return plant


def plant_pinyin_mixed(text: str, rng: Random, density: float) -> str:
    """All styles in one simplified text, in narrow and wide brackets, after random characters."""
    styles: tuple[Callable[[str], str], ...] = (
        lambda c: f"({_toned(c)})", lambda c: f"({_toned(c)} )", lambda c: f"（{_toned(c)}）",
        lambda c: f"({_bare(c)}) ",
    )  # fmt: skip

    def note(character: str) -> str:
        return rng.choice(styles)(character) if rng.random() < density * 0.5 else ""

    return _annotate(text, text, note, only_changed=False)


def _script(config: str) -> Planter:
    def plant(text: str, rng: Random, density: float) -> str:
        return str(_converter(config).convert(text))

    return plant


def plant_wrong_variants(text: str, rng: Random, density: float) -> str:
    """Traditional characters by single characters: 全麵, 體製, 體係, 著力."""
    pieces = []
    for character in text:
        if character in _WRONG and rng.random() < density:
            pieces.append(rng.choice(_WRONG[character]))
        else:
            pieces.append(_traditional(character))
    return "".join(pieces)


def _gb2312(rng: Random) -> str:
    """A random character of GB2312."""
    while True:
        pair = bytes((rng.randrange(0xB0, 0xF8), rng.randrange(0xA1, 0xFF)))
        try:
            return pair.decode("gb2312")
        except UnicodeDecodeError:
            continue


def _junk(lengths: tuple[int, ...], script: bool) -> Planter:
    def plant(text: str, rng: Random, density: float) -> str:
        base = _traditional(text) if script else text

        def dirty(mark: re.Match[str]) -> str:
            if rng.random() >= density or not _HAN.match(base[mark.start() - 1]):
                return mark.group()
            return "".join(_gb2312(rng) for _ in range(rng.choice(lengths))) + mark.group()

        return _MARK.sub(dirty, base)

    return plant


def _jammer(rng: Random) -> str:
    """The string that the forum software Discuz hides at line ends: pairs ``x y`` of ASCII."""
    pairs = range(rng.randrange(5, 16))
    return "".join(f"{chr(rng.randrange(32, 60))} {chr(rng.randrange(63, 127))}" for _ in pairs)


def _other_string(rng: Random, alphabet: str) -> str:
    count = rng.randrange(8, 25)
    return "".join(rng.choice(alphabet) + rng.choice((" ", "", "")) for _ in range(count)).strip()


def _at_line_ends(string: Callable[[Random], str]) -> Planter:
    def plant(text: str, rng: Random, density: float) -> str:
        lines = []
        for line in text.split("\n"):
            if rng.random() < density:
                line = line + " " + string(rng) if rng.random() < 0.7 else string(rng) + line
            lines.append(line)
        return "\n".join(lines)

    return plant


def plant_other_strings(text: str, rng: Random, density: float) -> str:
    """Anti-copy strings of another make: each site has its own alphabet."""
    alphabet = rng.choice(_ALPHABETS)
    return _at_line_ends(lambda rng: _other_string(rng, alphabet))(text, rng, density)


def plant_lenticular(text: str, rng: Random, density: float) -> str:
    """Single characters wrapped in 【】."""
    return _HAN.sub(
        lambda m: f"【{m.group()}】" if rng.random() < density * 0.3 else m.group(), text
    )


def plant_hijack(text: str, rng: Random, density: float) -> str:
    """A frequent word of the text is replaced by a spam phrase wherever it stands."""
    words = Counter(w for w in jieba.cut(text) if len(w) == 2 and _HAN.match(w))
    frequent = [w for w, n in words.most_common(12) if n >= 3] or ["关于"]
    victim, phrase = rng.choice([*frequent, "关于"]), rng.choice(_SPAM)
    return text.replace(victim, phrase)


def _spam_line(rng: Random) -> str:
    form = rng.choice(_SPAM_TAILS)
    return form.format(*(rng.choice(_SPAM) for _ in range(form.count("{}"))))


def plant_spam(text: str, rng: Random, density: float) -> str:
    """Lines of spam before the title and after the last line, some on the same line."""
    head = "\n".join(_spam_line(rng) for _ in range(rng.randrange(1, 2 + round(4 * density))))
    tail = "\n".join(_spam_line(rng) for _ in range(rng.randrange(1, 2 + round(6 * density))))
    return f"{head}\n{text}\n{tail}"


def plant_http(text: str, rng: Random, density: float) -> str:
    """The answer of the web server, printed into the page before its text."""
    fields = [
        "Server: " + rng.choice(_SERVERS),
        "Date: Tue, 12 Mar 2019 02:11:45 GMT",
        "Content-Type: text/html;" + rng.choice((" charset=GBK", "charset=utf-8")),
        "Content-Length: 48213", "Connection: keep-alive", "Vary: Accept-Encoding",
        "X-Powered-By: ASP.NET", 'ETag: W/"5c871a3f-bc55"', "Cache-Control: private, max-age=0",
        "Set-Cookie: JSESSIONID=8A1F03; Path=/; HttpOnly", "Transfer-Encoding: chunked",
        "Last-Modified: Mon, 11 Mar 2019 08:00:00 GMT", "X-Frame-Options: SAMEORIGIN",
    ]  # fmt: skip
    rng.shuffle(fields)
    chosen = fields[: rng.randrange(3, len(fields))]
    status = rng.choice(("HTTP/1.1 200 OK", "HTTP/1.0 200 OK", "HTTP/1.1 200", "HTTP/2 200"))
    return "\n".join([status, *chosen, rng.choice(("", "\n")) + text])


def spaced(label: str, rng: Random) -> str:
    """A label with its characters set apart."""
    return rng.choice((" ", "  ", "\u3000")).join(label)


def plant_labels(text: str, rng: Random, density: float) -> str:
    """Labels of fields set apart, wherever the text has some (the benchmark puts them there)."""
    return re.sub(r"(?m)^([\u4e00-\u9fff]{2,4})(?=[:：])", lambda m: spaced(m.group(), rng), text)


def plant_spaces(text: str, rng: Random, density: float) -> str:
    """Stray spaces between Chinese characters."""
    return re.sub(
        "(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])",
        lambda m: " " if rng.random() < density * 0.2 else "",
        text,
    )


def plant_wrap(text: str, rng: Random, density: float) -> str:
    """Every line cut at a fixed column, as text copied from a PDF."""
    width = rng.randrange(24, 46)
    lines = []
    for line in text.split("\n"):
        lines += [line[i : i + width] for i in range(0, len(line), width)] or [""]
    return "\n".join(lines)


def plant_together(text: str, rng: Random, density: float) -> str:
    """All that one page can have at once."""
    noisy = _junk((2,), script=True)(text, rng, 0.3 + 0.6 * density)
    simple = str(_converter("t2s").convert(noisy))
    if len(simple) == len(noisy):
        noisy = _annotate(noisy, simple, lambda c: f"({_toned(c)})", only_changed=True)
    for planter in (plant_spaces, _at_line_ends(_jammer), plant_spam, plant_http):
        noisy = planter(noisy, rng, density)
    return noisy


PLANTERS: dict[str, Planter] = {
    "pinyin 發(fā)": _pinyin(lambda c: f"({_toned(c)})", script=True),
    "pinyin 關(guan) 於": _pinyin(lambda c: f"({_bare(c)}) ", script=True),
    "pinyin 關(guan)": _pinyin(lambda c: f"({_bare(c)})", script=True),
    "pinyin 會(huì )": _pinyin(lambda c: f"({_toned(c)} )", script=True),
    "pinyin 发(fā)": _pinyin(lambda c: f"({_toned(c)})", script=False),
    "pinyin, all styles": plant_pinyin_mixed,
    "traditional s2t": _script("s2t"),
    "traditional s2tw": _script("s2tw"),
    "traditional s2hk": _script("s2hk"),
    "wrong variants": plant_wrong_variants,
    "junk 1": _junk((1,), script=False),
    "junk 2": _junk((2,), script=False),
    "junk 2, traditional": _junk((2,), script=True),
    "junk 1-3": _junk((1, 2, 3), script=False),
    "anti-copy, forum": _at_line_ends(_jammer),
    "anti-copy, other": plant_other_strings,
    "【】": plant_lenticular,
    "hijacked word": plant_hijack,
    "spam head and tail": plant_spam,
    "HTTP header": plant_http,
    "spaced labels": plant_labels,
    "stray spaces": plant_spaces,
    "wrapped lines": plant_wrap,
    "together": plant_together,
}  # fmt: skip
SPACING = frozenset({"spaced labels", "stray spaces", "wrapped lines"})  # measured with spaces
