"""Articles by number: what 第八条 says, and which article says a thing."""

from __future__ import annotations

import re

from answers.context import Context, Draft, Statement
from answers.sentences import span_of
from answers.windows import said
from answers.wording import say
from corpus.article_numbers import article_of
from corpus.records import Document, Passage

ARTICLE_LIMIT = 600  # characters; a longer article is said by its best sentence
# "做到哪几条", "够上几条" count conditions.
_ASKS_WHICH = re.compile(
    r"(?<!够上)(?<!满足)(?<!符合)(?<!做到)(?<!达到)(?<!具备)(?:第几条|哪一?条|(?<!哪)几条)(?!件|例)"
)
# What of a question is left beside the article when all of it is asked for.
_ASKS_ALL = re.compile(r"什么|内容|规定|原文|全文|讲|说|写|怎么|哪些|是啥|[?？]|\W|的|了|是|里|中")


def answer_article(context: Context) -> Draft | None:
    """The whole article that a question names; None where it asks for something in it."""
    numbers = context.scope.articles
    if not numbers or not context.hits:
        return None
    passage = context.hits[0].passage
    if article_of(passage) not in numbers or not _asks_for_all(context, passage):
        return None
    document = context.document(passage)
    parts = [p for p in document.passages if p.path == passage.path]
    span = span_of(document, parts[0], parts[0].start, parts[-1].end)
    if len(span.text) > ARTICLE_LIMIT:
        span = span_of(document, passage, passage.start, passage.end)
    return Draft("article", (Statement(span.text, (span,)),), certain=True)


def answer_which_article(context: Context) -> Draft | None:
    """The number of the article that says the thing asked about, with the sentence that does."""
    if not _ASKS_WHICH.search(context.question.resolved):
        return None
    for weighed in context.weighed[:3]:
        number = article_label(weighed.span.passage)
        if number:
            document = context.document(weighed.span.passage)
            span = said(context, weighed.span)
            title = named(document)
            text = say(
                "article", context.question.language, title=title, label=number, quote=span.text
            )
            return Draft("article", (Statement(text, (span,), quoted=False),))
    return None


def article_label(passage: Passage) -> str:
    """The printed number of the article that a passage stands in ("第八条"), or empty."""
    labels = (re.match(r"第\s*\S{1,6}\s*条", words) for words in (*passage.path, passage.label))
    return next((match.group() for match in labels if match), "")


def named(document: Document) -> str:
    """A document as it is named in an answer: its title in 《》."""
    title = document.title or document.id
    return title if "《" in title else f"《{title}》"


def _asks_for_all(context: Context, passage: Passage) -> bool:
    """Whether nothing but the document and the article is named."""
    title = context.document(passage).title
    rest = re.sub(r"第\s*\S{1,6}?\s*条", "", context.question.topic or context.question.resolved)
    rest = _ASKS_ALL.sub("", rest)
    return sum(character not in title for character in rest) <= len(rest) // 4
