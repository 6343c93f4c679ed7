"""Bodies that others set up between them: who makes them up, where no text says 由…组成."""

from __future__ import annotations

import re

from answers.context import Context, Weighed

# A body that is made up of others, by the end of its name, with what it is for before it.
_BODY = re.compile(
    r"(?P<of>[\u4e00-\u9fff]{2})(?P<end>管(?:理)?委(?:员)?会|领导小组|工作小组|工作组|专班|联席会议|委员会|理事会|监事会|指挥部)"
)
_SHORT = {"管委会": "管理?委员?会", "管理委员会": "管理?委员?会"}  # and in full
# "卫生健康、发改等部门成立医联体管委会": several bodies, and what they do.
_SEVERAL = r"[^。;；]*[、和与及][^。;；]*?(?:成立|组成|组建|建立|设立)(?!后|以来)"


def setting_up(context: Context) -> Weighed | None:
    """The best sentence in which several bodies set up the one that a question asks about."""
    named = _BODY.search(context.question.resolved)
    if named is None:
        return None
    end = _SHORT.get(named["end"], named["end"])
    pattern = re.compile(rf"{_SEVERAL}[^,，。;；]{{0,10}}{named['of']}[^,，。;；]{{0,4}}{end}")
    return next((w for w in context.weighed if pattern.search(w.span.text)), None)
