"""Articles by number: what 第八条 says, and which article says a thing."""

from __future__ import annotations

import re

from answers.context import Context, Draft, Statement
from answers.exact import chapters_of, span_of_part
from answers.matching import term_credit
from answers.sentences import sentences, span_of
from answers.titles import named_title
from answers.windows import said
from answers.wording import say
from corpus.records import Document, Passage
from retrieval.exact import chapter_named, part_named, without_parts
from retrieval.tables import question_words

ARTICLE_LIMIT = 600  # characters; a longer article is said by its best sentence
# A chapter is said by its heading and the beginnings of so many articles.
MOST_ARTICLES, LONGEST_BEGINNING = 12, 60
# An article says a thing that has so much of it, beside what the title names, by weight and by
# words: what no document has weighs little in a small collection.
SAYS_IT, NAMES = 0.45, 0.3
# "做到哪几条", "够上几条" count conditions.
_ASKS_WHICH = re.compile(
    r"(?<!够上)(?<!满足)(?<!符合)(?<!做到)(?<!达到)(?<!具备)(?:第几条|哪一?条|(?<!哪)几条)(?!件|例)"
)
# What of a question is left beside the article when all of it is asked for.
_ASKS_ALL = re.compile(
    r"什么|内容|规定|原文|全文|讲|说|写|怎么|哪些|是啥|请问|查一?下|帮我|看|[?？]|\W|的|了|是|里|中|有|在"
)


def answer_article(context: Context) -> Draft | None:
    """The whole article, paragraph or item that a question names; None where it asks for more."""
    part = part_named(context.question.resolved)
    if part is None or not context.hits:
        return None
    passage = context.hits[0].passage
    document = context.document(passage)
    found = span_of_part(document, part)
    if found is None or not _asks_for_all(context, document):
        return None
    home = next(p for p in document.passages if p.end > found[0])
    span = span_of(document, home, *found)
    if len(span.text) > ARTICLE_LIMIT:
        span = span_of(document, passage, passage.start, passage.end)
    return Draft("article", (Statement(span.text, (span,)),), certain=True)


def answer_chapter(context: Context) -> Draft | None:
    """What the chapter that a question names holds: the beginnings of its articles."""
    named_chapter = chapter_named(context.question.resolved)
    if named_chapter is None or len(context.scope.documents) != 1:
        return None
    (id_,) = context.scope.documents
    document = context.index.documents[id_]
    heading = chapters_of(document).get(named_chapter[1])
    if heading is None or not _asks_for_all(context, document):
        return None
    inside = [p for p in document.passages if heading in p.path]
    firsts = {p.path: p for p in reversed(inside)}
    statements = []
    for passage in sorted(firsts.values(), key=lambda p: p.start)[:MOST_ARTICLES]:
        start = _label_start(document, passage)
        first = next((s for s in sentences(document, passage)), None)
        if first is not None:
            span = span_of(document, passage, start, min(first.end, start + LONGEST_BEGINNING))
            cut = "" if span.end >= first.end else "…"
            statements.append(Statement(f"{span.text.rstrip('。;；:：')}{cut}", (span,)))
    return Draft("article", tuple(statements), heading, certain=True) if statements else None


def _label_start(document: Document, passage: Passage) -> int:
    """Where the printed number of the article begins that a passage opens."""
    label = passage.path[-1] if passage.path else ""
    before = document.text.rfind("\n", 0, passage.start) + 1
    return before if label and document.text.startswith(label[:4], before) else passage.start


def answer_which_article(context: Context) -> Draft | None:
    """The number of the article that says the thing asked about, with the sentence that does."""
    if not asks_which(context):
        return None
    for weighed in context.weighed[:3]:
        number = article_label(weighed.span.passage)
        if number and _says_it(context, weighed.span.passage):
            document = context.document(weighed.span.passage)
            span = said(context, weighed.span)
            title = named_title(document.title or document.id)
            text = say(
                "article", context.question.language, title=title, label=number, quote=span.text
            )
            return Draft("article", (Statement(text, (span,), quoted=False),))
    return None


def asks_which(context: Context) -> bool:
    """Whether a question asks which article says a thing, of a document that has articles."""
    if not context.weighed or not _ASKS_WHICH.search(context.question.resolved):
        return False
    return bool(article_label(context.weighed[0].span.passage))


def _says_it(context: Context, passage: Passage) -> bool:
    """Whether a passage has what the question says that an article does, not its title alone."""
    own = context.matcher.beside(context.document(passage).title)
    if not own.terms:
        return True
    text = context.full_text(passage)
    terms = zip(own.terms, own.expansions, strict=True)
    held = sum(term_credit(term, others, text.lower()) > 0 for term, others in terms)
    return own.coverage(text) >= SAYS_IT and held > NAMES * len(own.terms)


def article_label(passage: Passage) -> str:
    """The printed number of the article that a passage stands in ("第八条"), or empty."""
    labels = (re.match(r"第\s*\S{1,6}\s*条", words) for words in (*passage.path, passage.label))
    return next((match.group() for match in labels if match), "")


def _asks_for_all(context: Context, document: Document) -> bool:
    """Whether nothing but the document and the article is named."""
    rest = question_words().sub("", without_parts(context.question.resolved))
    rest = _ASKS_ALL.sub("", rest)
    known = document.title + document.region.name
    return sum(character not in known for character in rest) <= len(rest) // 4
