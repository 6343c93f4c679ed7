"""Cells of tables: the rows and the columns that a question names, in whatever words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from answers.context import Context, Draft, Statement
from answers.measures import in_classes
from answers.rows import LONGEST_CELL, Row, counts_rows, label_of, names_row, row_at, rows_of
from answers.sentences import Span
from corpus.records import Document
from corpus.rows import DIVIDER
from retrieval.tables import rows as rows_of_file

COLUMNS = Path(__file__).parent / "tables" / "columns.tsv"
# Tables are looked through in the documents of the best passages only.
DOCUMENTS = 2
MOST_ROWS = 4
LONGEST_LABEL = 24  # characters of a label that other words may name
# The share of a heading's words that a question must say to mean its column, and that of the
# words of a label to mean its row.
COLUMN_NAMED, ROW_NAMED = 0.6, 0.75
# What it is worth to say a heading in other words, or in other order (房租补 of 租房补贴).
OTHER_WORDS = 0.8
# What tells it apart from others counts where so much of the whole is said.
PARTLY_NAMED = 0.5
# That a row is named word for word adds to the evidence.
FITS = 0.06
# The share of a question's words that the table must say with its title.
TABLE_COVERS = 0.5
# A short form (红旗二小 of 红旗第二小学) holds so much of the longer one.
SHORT_FORM = 0.5
# Who leads and who supports is read off tables as duties.
_READ_ELSEWHERE = frozenset({"lead", "support", "duty", "yesno", "compare"})
_ASKS_FOR_ROWS = frozenset({"list", "number", "definition", "sentence", "measure"})
_INSTITUTIONS = ("小学", "中学", "大学", "学院", "幼儿园", "医院", "卫生院", "卫生服务中心")
_EACH = re.compile(r"[一每]个?[月年天次周]|每人|一共")
_ONE_FIGURE = frozenset({"number", "date", "contact", "where", "sentence", "measure"})
# What the rows are of is asked for.
_WHICH_ROW = re.compile(r"哪|谁|什么(?:人|对象|单位|样的|情况|情形|地方)")
_BLANK = re.compile(r"\s+")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SUM = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|总\s*数|平\s*均|全[市县区省国]|共计)")
_MOST = re.compile(r"最(?:多|高|大|长|贵|重|好)")
_LEAST = re.compile(r"最(?:少|低|小|短|便宜|轻|差)")
_WHICH = re.compile(r"哪|谁|什么")
_SEVERAL = re.compile(r"分别|各(?!类|种|项)|和|与|及|、|以及|都")
# Labels that stand for classes: A类, 三级, 第二档.
_CLASS = re.compile(
    r"第?(?:[A-Za-z]|[一二三四五六七八九十]+|[甲乙丙丁戊己]|[ⅠⅡⅢⅣⅤ]+|\d)(?:类|级|档|等|型|号楼|标段|组)"
)
_COUNTED = re.compile(r"(?:多少|几)个?([\u4e00-\u9fff])(?![年月天])")


@dataclass(frozen=True, slots=True)
class _Found:
    """A row that a question names, by what words of it, and how surely, 0 to 1."""

    row: Row
    label: str
    sure: float


def answer_cell(context: Context) -> Draft | None:
    """The cells where rows and columns cross that a question names; None where it names none."""
    if context.question.kind in _READ_ELSEWHERE:
        return None
    for document in _documents(context):
        found = _named_cells(context, document) or _extreme(context, document)
        if found is not None:
            return found
    return None


def in_words(context: Context, draft: Draft) -> Draft:
    """A draft that quotes a row of a table, with the row said by its columns."""
    if draft.kind == "cell":
        return draft
    return replace(draft, statements=tuple(_spoken(context, s) for s in draft.statements))


def of_another_row(context: Context, draft: Draft) -> bool:
    """Whether a draft says rows of a table for something that neither they nor its head name.

    A question for what the rows are of (哪个, 什么) names none.
    """
    if draft.kind == "cell" or context.question.kind not in _ONE_FIGURE:
        return False
    rows = [row for s in draft.statements for span in s.spans if (row := _row(context, span))]
    spans = [span for s in draft.statements for span in s.spans]
    if not rows or len(rows) < len(spans) or _WHICH_ROW.search(_asked(context)):
        return False
    title = context.document(spans[0].passage).title
    rest = context.matcher.beside(" ".join((title, *rows[0].columns)))
    return bool(rest.terms) and not any(rest.coverage(" ".join(row.cells)) for row in rows)


def _row(context: Context, span: Span) -> Row | None:
    return row_at(context.document(span.passage).text, span.start, span.end)


def lacks_row(context: Context) -> bool:
    """Whether a class is asked for (E类) that the table in question has no row for.

    Nor does its document name it elsewhere.
    """
    asked = set(_CLASS.findall(context.question.resolved))
    if not asked or context.question.kind in _READ_ELSEWHERE:
        return False
    for document in _documents(context)[:1]:
        rows = rows_of(document.text)
        missing = {name for name in asked if name not in document.text}
        for row in rows:
            label = label_of(row.cells[row.key])
            shape = _CLASS.match(label)
            alike = shape and any(name[-1] == shape.group()[-1] for name in missing)
            if alike and _columns_named(context, row, _asked(context), label)[0]:
                return True
    return False


def _documents(context: Context) -> list[Document]:
    """The documents with tables among the best, of two of one kind the later first."""
    ids = list(dict.fromkeys(hit.passage.document_id for hit in context.hits))[:DOCUMENTS]
    dated = context.scope.dated
    if context.scope.years and dated:
        ids = [id_ for id_ in ids if id_ in dated] or ids
    found = [context.index.documents[id_] for id_ in ids]
    if len(found) == 2 and _like(found[0].title) == _like(found[1].title) and not dated:
        found.sort(key=lambda d: d.signed or d.published or date.min, reverse=True)
    return [document for document in found if DIVIDER in document.text]


def _named_cells(context: Context, document: Document) -> Draft | None:
    asked = _asked(context)
    found = _rows_named(context, document, asked)
    if not found:
        return None
    statements: list[Statement] = []
    sure = True
    for one in found[:MOST_ROWS]:
        columns, named = _columns_named(context, one.row, asked, one.label)
        columns = columns or _all_columns(context, one)
        span = _span(document, one.row)
        if not columns or span is None or not _is_about(context, document, one.row, span):
            continue
        sure = sure and named and one.sure >= 1
        text = one.row.said(one.label, columns)
        statements.append(Statement(text, (span,), quoted=False))
    if not statements:
        return None
    return Draft("cell", tuple(statements), certain=sure, fit=FITS)


def _rows_named(context: Context, document: Document, asked: str) -> list[_Found]:
    """The rows that a question names: by the longest words, and others that stand beside them."""
    rows = rows_of(document.text)
    mentions = {place.mention for place in context.question.places}
    own = [row for row in rows if mentions & set(row.cells)] or list(rows)
    found = [one for row in own if (one := _named(context, row, asked)) is not None]
    if not found:
        return []
    best = max(found, key=lambda one: (one.sure, len(one.label)))
    same = [one for one in found if one.row.table == best.row.table and one.sure == best.sure]
    longest = [one for one in same if not any(_inside(one, other, asked) for other in same)]
    if len({one.label for one in longest}) > 1 and not _SEVERAL.search(asked):
        longest = [one for one in longest if len(one.label) == len(best.label)]
    return longest


def _inside(one: _Found, other: _Found, asked: str) -> bool:
    """Whether the words that name a row stand only inside the longer words of another."""
    if one.label == other.label or one.label not in other.label:
        return False
    return _plain(one.label) not in asked.replace(_plain(other.label), " ")


def _named(context: Context, row: Row, asked: str) -> _Found | None:
    """How a question names a row: word for word, by a short form, a range, or in other words."""
    found = [
        (sure, label_of(cell))
        for i, cell in enumerate(row.cells)
        if (sure := _how_sure(context, row, i, asked))
    ]
    best = max(found, key=lambda one: (one[0], len(one[1])), default=None)
    return _Found(row, best[1], best[0]) if best else None


def _how_sure(context: Context, row: Row, column: int, asked: str) -> float:
    """How surely a question names a row by one of its cells, 0 to 1."""
    cell = row.cells[column]
    label = label_of(cell)
    if _SUM.match(label) and _plain(label) not in asked:
        return 0.0
    if names_row(cell) and _plain(label) in asked:
        return 1.0
    if column > row.key:
        return 1.0 if column == row.key + 1 and _in_range(cell, asked) else 0.0
    if _in_range(cell, asked) or (names_row(cell) and _short_form(_plain(label), asked)):
        return 1.0
    if not names_row(cell) or len(label) > LONGEST_LABEL:
        return 0.0
    share = context.matcher.named_share(label)
    return share - 0.01 if share >= ROW_NAMED else 0.0


def _short_form(label: str, asked: str) -> bool:
    """Whether a question names a label in a shorter or a longer form: 红旗二小, 红旗第二小学."""
    head = label[:2]
    at = asked.find(head)
    if len(label) < 4 or at < 0 or re.search(r"[\d()（）]", label):
        return False
    longest = asked[at : at + 2 * len(label)]
    return any(_is_short_form(longest[:end], label) for end in range(len(longest), 3, -1))


def _is_short_form(words: str, label: str) -> bool:
    """Whether one of two names is a short form of the other, and ends as it does."""
    short, long = sorted((label, words), key=len)
    if short == long or len(short) < SHORT_FORM * len(long) or not _is_inside(short, long):
        return False
    kinds = (kind for kind in _INSTITUTIONS if long.endswith(kind))
    return short[-1] == long[-1] or any(short[-1] in kind for kind in kinds)


def _is_inside(short: str, long: str) -> bool:
    """Whether the signs of a short form stand in the long one in order."""
    signs = iter(long)
    return all(sign in signs for sign in short)


def _in_range(cell: str, asked: str) -> bool:
    """Whether a cell gives a range that an amount of the question falls in: 80—89周岁 of 85岁."""
    if len(cell) > LONGEST_LABEL:
        return False
    return in_classes(asked.replace("百岁", "100岁"), cell) is True


def _columns_named(context: Context, row: Row, asked: str, label: str) -> tuple[list[int], bool]:
    """The columns that a question names, and whether it does so in their own words.

    A column of a year that is asked about comes before one that is named by words; where none is
    named, those that hold what is asked for (多少人) count, and those with such a unit.
    """
    rest = asked.replace(_plain(label), " ")
    open_ = [
        i
        for i, cell in enumerate(row.cells)
        if cell and len(cell) <= LONGEST_CELL and label_of(cell) != label
    ]
    years = context.question.years
    shares = {
        i: _share(context, row, i, rest) + any(str(y) in row.columns[i] for y in years)
        for i in open_
    }
    best = max(shares.values(), default=0.0)
    if best >= COLUMN_NAMED:
        several = bool(_SEVERAL.search(rest))
        least = COLUMN_NAMED if several else best
        chosen = [i for i in open_ if shares[i] >= min(best, max(least, 0.99 * least))]
        if several and best >= 1:
            chosen = [i for i in open_ if shares[i] >= 0.99]
        if len(chosen) == 1 or several:
            return chosen, True
        return _fitting(row, rest, chosen) or [], True
    return _fitting(row, rest, open_), False


def _all_columns(context: Context, one: _Found) -> list[int]:
    """The columns of a row that is named alone: those that a word of the question names, or all."""
    if one.sure < 1 or context.question.kind not in _ASKS_FOR_ROWS or not one.row.whole():
        return []
    others = [i for i, cell in enumerate(one.row.cells) if cell and label_of(cell) != one.label]
    terms = [t for t in context.matcher.terms if len(t) > 1 and t not in one.label]
    named = [i for i in others if any(term in one.row.columns[i] for term in terms)]
    every = context.question.kind != "number"
    return (not every and named) or [i for i in others if not counts_rows(one.row.columns[i])]


def _fitting(row: Row, asked: str, columns: Sequence[int]) -> list[int]:
    """The one column among some that holds what is asked for; none where several do."""
    for question, name in (*_counted(asked), *_columns_by_question()):
        if question.search(asked):
            found = [i for i in columns if name.search(row.columns[i])]
            if found:
                return found if len(found) == 1 else []
    return []


def _share(context: Context, row: Row, column: int, asked: str) -> float:
    """The share of a column's name that a question says, in its own or in other words.

    Of names that are partly alike (一次性医疗补助金, 一次性就业补助金) what tells them apart counts
    as well.
    """
    name = row.name_of(column)
    pairs = _pairs(name)
    said = sum(pair in asked for pair in pairs) / len(pairs) if pairs else 0.0
    if said >= COLUMN_NAMED or len(name) < 2:
        return said
    others = {p for i in range(len(row.columns)) if i != column for p in _pairs(row.name_of(i))}
    own = [pair for pair in pairs if pair not in others]
    if own and len(own) < len(pairs) and said >= PARTLY_NAMED:
        said = max(said, sum(pair in asked for pair in own) / len(own))
    if any(name in other for other in context.matcher.expansions):
        return max(said, OTHER_WORDS)
    signs = sum(sign in asked for sign in set(name)) / len(set(name))
    return max(said, OTHER_WORDS * signs) if signs >= ROW_NAMED else said


def _pairs(name: str) -> list[str]:
    return [name[i : i + 2] for i in range(len(name) - 1)]


def _counted(asked: str) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """What is counted by the question (几个班), and the columns named for it (计划班数)."""
    return [(match.re, re.compile(re.escape(match.group(1)))) for match in _COUNTED.finditer(asked)]


@cache
def _columns_by_question() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(asks), re.compile(name)) for asks, name in rows_of_file(COLUMNS))


def _extreme(context: Context, document: Document) -> Draft | None:
    """The row with the most or the least of a column: 哪个学校计划人数最多."""
    asked = _asked(context)
    most, least = _MOST.search(asked), _LEAST.search(asked)
    if not _WHICH.search(asked) or bool(most) == bool(least):
        return None
    tables: dict[int, list[tuple[Row, int, float]]] = {}
    for row in rows_of(document.text):
        if _SUM.match(label_of(row.cells[row.key])) or not names_row(row.cells[row.key]):
            continue
        columns, _ = _columns_named(context, row, asked, label_of(row.cells[row.key]))
        figure = _FIGURE.fullmatch(row.cells[columns[0]]) if len(columns) == 1 else None
        if figure:
            value = float(figure.group().replace(",", ""))
            tables.setdefault(row.table, []).append((row, columns[0], value))
    for found in tables.values():
        end = (max if most else min)(value for _, _, value in found)
        best = [(row, column) for row, column, value in found if value == end]
        if len(found) < 2 or len(best) > MOST_ROWS:
            continue
        statements = _extreme_statements(context, document, best)
        if statements:
            return Draft("cell", statements, certain=True)
    return None


def _extreme_statements(
    context: Context, document: Document, best: Iterable[tuple[Row, int]]
) -> tuple[Statement, ...]:
    statements = []
    for row, column in best:
        span = _span(document, row)
        if span is not None and _is_about(context, document, row, span):
            text = row.said(label_of(row.cells[row.key]), [column])
            statements.append(Statement(text, (span,), quoted=False))
    return tuple(statements)


def _spoken(context: Context, statement: Statement) -> Statement:
    """A statement that quotes one row, or a piece of it, as the whole row in words."""
    if not statement.quoted or len(statement.spans) != 1:
        return statement
    (span,) = statement.spans
    document = context.document(span.passage)
    row = row_at(document.text, span.start, span.end)
    words = row.whole() if row else ""
    whole = _span(document, row) if row and words else None
    if whole is None:
        return statement
    return replace(statement, text=words, spans=(whole,), quoted=False)


def _is_about(context: Context, document: Document, row: Row, span: Span) -> bool:
    """Whether the table says enough of the question, with the title and headings over it."""
    matcher = context.matcher.without(lambda term: _EACH.match(term) is not None)
    signs = set("".join(row.columns))
    # 房租补 says 租房补贴.
    said = [term for term in matcher.terms if signs.issuperset(term)]
    words = (document.title, *span.passage.path, *row.columns, *row.cells, *said)
    return matcher.coverage(" ".join(words)) >= TABLE_COVERS


def _span(document: Document, row: Row) -> Span | None:
    for passage in document.passages:
        if passage.start <= row.start and row.end <= passage.end:
            words = document.text[row.start : row.end]
            return Span(document.id, passage, row.start, row.end, words)
    return None


def _asked(context: Context) -> str:
    return _plain(context.question.resolved)


def _like(title: str) -> str:
    """A title without its figures: those of two years are alike."""
    return re.sub(r"[\d\s]", "", title)


def _plain(text: str) -> str:
    return _BLANK.sub("", text)
