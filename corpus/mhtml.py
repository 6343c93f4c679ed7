"""A saved web page (.mhtml) becomes the HTML of its main part."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import Message

from corpus.decoding import NotTextError, decode
from corpus.errors import ReadingError

MOST_PARTS = 2_000  # pictures and frames of one page
_HEADER = re.compile(rb"(?:[A-Za-z-]{2,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")
_MIME = re.compile(rb"^(?:MIME-Version|Content-Type)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_HEAD_BYTES = 4096


def is_mail(data: bytes) -> bool:
    """Whether bytes begin as a mail does, which a saved web page is by its form."""
    head = data[:_HEAD_BYTES].lstrip()
    found = _HEADER.match(head)
    return found is not None and _MIME.search(found[0]) is not None


def mail_html(name: str, data: bytes) -> str:
    """The HTML of the part that a saved page begins with, or of its first HTML part.

    Raises ReadingError where there is none that can be decoded.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        best = _main_part(message)
        content = best.get_payload(decode=True) if best is not None else None
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError):
        content = None
    if not isinstance(content, bytes) or not content.strip():
        raise ReadingError(f"“{name}”里没有网页正文，或文件已损坏。请重新保存网页后再试。")
    charset = best.get_content_charset() if best is not None else None
    try:
        return decode(content, declared=charset or "")
    except NotTextError:
        raise ReadingError(
            f"“{name}”里的网页无法识别文字编码。请另存为 .html 或 .txt 后再试。"
        ) from None


def _main_part(message: Message) -> Message | None:
    """The HTML part named as the start of the page, or the first one; else the first text."""
    start = str(message.get_param("start") or "")
    pages, texts = [], []
    for count, part in enumerate(message.walk()):
        if count > MOST_PARTS:
            break
        kind = part.get_content_type()
        if kind in ("text/html", "application/xhtml+xml"):
            if start and str(part.get("Content-ID", "")) == start:
                return part
            pages.append(part)
        elif kind == "text/plain" and not part.is_multipart():
            texts.append(part)
    return next(iter(pages or texts), None)
