"""What a question that sets sides beside each other asks of each of them, less the comparing."""

from __future__ import annotations

import re

from answers.asks import asks_what

# Words that only say that sides are set beside each other.
COMPARED = re.compile(
    r"(?:之间|两地|两者|二者|两个文件|两份文件)?(?:说的|规定的?|做法|要求|政策)?(?:上|方面)?"
    r"(?:有|有着)?(?:些|何|什么|啥|哪些)(?:区别|差别|差异|异同|变化|不同之?处?|不一样的?(?:地方)?)(?:的地方)?[??]?$"
    r"|有何(?:区别|差别|差异|异同|变化|不同)[??]?$|^(?:请|帮我|我想)?(?:比较|对比|比)(?:一下|一比)?"
)
# "检查结果互认一样吗": whether they differ is asked, not whether either is so.
_ALIKE = re.compile(
    "[,，]?(?:(?:是不是|是否|都)?(?:一样|相同|一致)(?:的?[吗么]|不)?|一不一样)[?？]?$"
)
# "谁写明了比例,是多少": what is asked of each is how much it is.
_WHO_SAYS = re.compile(
    r"(?:谁|哪一?(?:个|边|里|家|份)(?:地方|文件|[省市区县])?)"
    r"(?:写|规定|明确|提到?|说|定|给)(?:明|清楚?|出|到|了)+(?:具体)?的?"
    r"(?P<what>[^,，?？]{2,12}?)[,，?？]?\s*(?:是|为|有)?多少"
)
# "乙多了谁": who is there with each.
_MORE = re.compile(
    r"(?P<before>[,，?？]?)\s*(?P<within>(?:成员)?(?:其中|里[头面边]?|当中)?)[^,，?？]{0,10}?"
    r"[多少缺](?:了|出)+来?(?:的是)?"
    r"(?P<asked>谁|哪[\u4e00-\u9fff]{0,4}|什么[\u4e00-\u9fff]{0,4}|几[\u4e00-\u9fff]{1,2})[?？]?$"
)

# "哪个出得早,各是哪天": which of them it is follows from what each is.
_WHICH_MORE = re.compile(
    r"(?:^|[,，])\s*(?:哪(?:一?[个份部家边里])?|谁)[^,，?？]{0,6}?[早晚高低多少长短大小快慢先后]一?[些点]?(?=[,，])"
)


def not_compared(text: str) -> str:
    """What is asked of sides that are compared, without the words that compare them."""
    text = _MORE.sub(_there, _WHO_SAYS.sub(r"\g<what>是多少", text))
    text = _ALIKE.sub("", COMPARED.sub("", text)).strip(" ,，;；")
    each = _WHICH_MORE.sub("", text)
    return each if asks_what(each) else text


def _there(match: re.Match[str]) -> str:
    """What there is with each, where nothing else is asked before what one has more."""
    if asks_what(match.string[: match.start()]):
        return ""
    return f"{match['before']}{match['within']}有{match['asked']}"
