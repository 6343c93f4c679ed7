"""A small invented library for the tests of the site: two documents and someone who answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from answers.receipt import Receipt, receipt_of
from answers.records import Answer, Citation, TableRow
from corpus.errors import WenzhengError
from corpus.headers import Header, header_of
from corpus.records import (
    Damage,
    Document,
    Duty,
    Edit,
    Hit,
    Passage,
    Question,
    Region,
    Section,
    Unit,
)
from retrieval.filters import NO_FILTERS, Filters, matching
from retrieval.search import Mode

HOUSING = """云岭市住房租赁管理实施意见
一、总体要求
到2025年，新增租赁住房913套。
二、重点任务
1. 建立租金监测机制。每季度公布租金水平。牵头单位：市住建局；责任单位：市统计局、市财政局。
2. 规范押金管理。押金不超过一个月租金。牵头单位：市市场监管局；责任单位：市住建局。
三、附则 <img src=x onerror="document.title='hacked'">本意见自印发之日起施行。
"""
PENSIONS = """松原岭县<b>养老</b>服务工作要点
一、提升服务能力
为80岁以上老人每月发放补贴120元。
"""


def read(id_: str, text: str, region: Region, number: str, signed: date | None) -> Document:
    """A document from text whose lines are headings ("一、"), tasks ("1. ") and paragraphs."""
    sections: list[Section] = []
    passages: list[Passage] = []
    duties: list[Duty] = []
    damages: list[Damage] = []
    path: tuple[str, ...] = ()
    for line in re.finditer(r".+", text):
        start, end, words = line.start(), line.end(), line[0]
        heading = re.match(r"([一二三]、)([^ ]+)|(\d\. )([^。]+)", words)
        if heading:
            level = 1 if heading[1] else 2
            label, name = (heading[1] or heading[3]).strip(), heading[2] or heading[4]
            path = (*path[: level - 1], heading[0])
            sections.append(Section(label, name, level, start, end))
        id_of_passage = f"{id_}#{len(passages):04d}"
        passages.append(Passage(id_of_passage, id_, start, end, "", path))
        if duty := re.search(r"牵头单位：(.+)；责任单位：(.+)。", words):
            leads, supports = (_units(duty, group, start) for group in (1, 2))
            span = (start + duty.start(), start + duty.end())
            duties.append(Duty(id_, id_of_passage, name, "lead", leads, supports, *span))
        for lost in re.finditer("913套", words):
            span = (start + lost.start(), start + lost.end())
            damages.append(Damage("dash", *span, "两数之间看来缺了连接号", "9—13套"))
    edits = (Edit("width", 0, 1, "", ""), Edit("width", 2, 3, "", ""), Edit("space", 4, 5, "", ""))
    title, issuer = text.partition("\n")[0], f"{region.name}人民政府"
    return Document(
        id=id_, title=title, issuer=issuer, region=region, doc_number=number, signed=signed,
        published=None, kind="opinion", source_file=f"/somewhere/{id_}.txt", source_sha256="0" * 64,
        raw_length=len(text) + 3, text=text, sections=tuple(sections), passages=tuple(passages),
        duties=tuple(duties), damages=tuple(damages), edits=edits,
    )  # fmt: skip


def _units(duty: re.Match[str], group: int, offset: int) -> tuple[Unit, ...]:
    found = re.finditer("[^、]+", duty[group])
    base = offset + duty.start(group)
    return tuple(Unit(unit[0], base + unit.start(), base + unit.end()) for unit in found)


@dataclass
class Clerk:
    """Answers who leads or supports the task that a question names, from the two documents.

    A question without a task is about the task of the question before it. ``asked`` records what
    came in; "停电" breaks down and "太难" is refused as an error with a remedy.
    """

    documents: Mapping[str, Document]
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    filters: Filters = NO_FILTERS

    def ask(self, question: str, history: Sequence[str] = (), verbatim: bool = False) -> Answer:
        """The answer of the one duty whose task is named, else a refusal."""
        self.asked.append((question, tuple(history)))
        if "停电" in question:
            raise RuntimeError("no power")
        if "太难" in question:
            raise WenzhengError("这个问题太难，请换个说法再问。")
        follows = history and question == "那由谁配合？"
        resolved = f"{history[-1]}{question}" if follows else question
        # A slip of the pen that this clerk knows.
        text, read = (
            said if verbatim else said.replace("牵投", "牵头") for said in (question, resolved)
        )
        understood = Question(
            question, text, read, "zh-Hans", "lead", (), (), (),
            follow_up=resolved != question,
            corrections=(("牵投", "牵头"),) if read != resolved else (),
        )  # fmt: skip
        for document in self.documents.values():
            for duty in document.duties:
                if duty.task in resolved:
                    return self._duty_answer(understood, document, duty)
        if not self.documents:
            text = f"没有符合筛选的文件：{question}"
            return Answer(
                understood, text, True, "nothing_within", (), (), (), 3.0, (), self.filters
            )
        document = next(iter(self.documents.values()))
        near = document.passages[2]
        citations = (self._cite(document, near, near.start, near.end),)
        text = f"已收录的文件里没有写到：{question}"
        return Answer(understood, text, True, "no_detail", citations, (), (), 3.0, (), self.filters)

    def _duty_answer(self, understood: Question, document: Document, duty: Duty) -> Answer:
        passage = next(p for p in document.passages if p.id == duty.passage_id)
        text = f"由{duty.leads[0].name}牵头[1]，{'、'.join(u.name for u in duty.supports)}配合[1]。"
        citations = (self._cite(document, passage, duty.start, duty.end),)
        warnings = ("请核对原件。",) if "押金" in duty.task else ()
        return Answer(
            understood, text, False, "lead", citations, warnings, (), 12.4, (), self.filters
        )

    @staticmethod
    def _cite(document: Document, passage: Passage, start: int, end: int) -> Citation:
        text = document.quote(passage.start, passage.end)
        section, quote = " > ".join(passage.path), document.quote(start, end)
        ids = (document.id, passage.id)
        return Citation(*ids, document.title, section, text, quote, start, end)

    def explain(
        self, question: str, history: Sequence[str] = (), verbatim: bool = False
    ) -> Receipt:
        """A receipt that names the question and the answer only."""
        return receipt_of(self.ask(question, history), history, (), (("程序版本", "0 <b>"),))

    def search(self, question: str, limit: int = 20, mode: Mode = "hybrid") -> list[Hit]:
        """Every passage that holds the question, in reading order; scores fall from 1.0."""
        found = [
            passage
            for document in self.documents.values()
            for passage in document.passages
            if question in document.quote(passage.start, passage.end)
        ]
        return [Hit(passage, 1 / n, 0.5, 0.25) for n, passage in enumerate(found[:limit], start=1)]

    @property
    def headers(self) -> Mapping[str, Header]:
        """The documents without their texts."""
        return {id_: header_of(document) for id_, document in self.documents.items()}

    def within(self, filters: Filters) -> Clerk:
        """A clerk who knows the documents that pass the filters; what is asked goes on record."""
        kept = matching(filters, self.headers) if filters else self.documents
        known = {id_: d for id_, d in self.documents.items() if id_ in kept}
        return replace(self, documents=known, filters=filters) if filters else self

    def passage_text(self, passage: Passage) -> str:
        """The text of a passage."""
        return self.documents[passage.document_id].quote(passage.start, passage.end)


class ComparingClerk(Clerk):
    """Sets two places side by side, whatever is asked; the second one's document is silent."""

    def ask(self, question: str, history: Sequence[str] = (), verbatim: bool = False) -> Answer:
        """A table of two rows and a sentence below it."""
        rows = (TableRow("云岭市<i>", "押金[1]"), TableRow("北岭市", "未找到"))
        text = "\n".join([*(f"{row.name}：{row.text}" for row in rows), "两者不同。"])
        answer = super().ask("规范押金管理由谁牵头？")
        asked = replace(answer.question, original=question, text=question, resolved=question)
        return replace(answer, question=asked, text=text, table=rows, kind="compare")


def make_clerk() -> Clerk:
    """A clerk over the two invented documents."""
    yunling = Region("南岭省", "云岭市")
    songyuan = Region("南岭省", "云岭市", "松原岭县")
    return Clerk(
        {
            "housing-2023": read(
                "housing-2023", HOUSING, yunling, "云政发〔2023〕7号", date(2023, 4, 5)
            ),
            "pensions-2024": read("pensions-2024", PENSIONS, songyuan, "", None),
        }
    )
