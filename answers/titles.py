"""Titles as answers name documents: short, in one pair of 《》."""

from __future__ import annotations

import re

# What a notice sends out is what people call the document by.
_SENT_OUT = re.compile(
    r"(?:印发|发布|公布|颁布|转发|批转|下发|修订)[^《》]{0,12}《([^《》]{4,60})》"
    r"(?:等[^《》]{0,12})?(?:[（(][^《》]{0,12}[）)])?的?(?:通知|公告|决定|命令|令|通告)?$"
)


def named_title(title: str) -> str:
    """A title in 《》: of a notice that sends something out, the title of that."""
    match = _SENT_OUT.search(title)
    if match:
        return f"《{match.group(1)}》"
    return title if "《" in title else f"《{title}》"


def numbered_title(title: str, doc_number: str, whole: bool = False) -> str:
    """A title in 《》 with the number of the document in brackets, where it has one.

    ``whole``: as it is printed, that of a notice with what it sends out.
    """
    printed = title if "《" in title else f"《{title}》"
    return f"{printed if whole else named_title(title)}{f'（{doc_number}）' if doc_number else ''}"
