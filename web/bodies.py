"""The bodies of requests and responses of the HTTP interface, as its OpenAPI page shows them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

LONGEST_QUESTION = 2_000  # characters
LONGEST_HISTORY = 20  # questions
MOST_HITS = 100
LONGEST_FILTER = 100  # characters

Mode = Literal["hybrid", "hybrid+rerank", "bm25", "dense"]


class FiltersBody(BaseModel):
    """What documents a question is limited to, before anything is ranked; empty: no limit."""

    region: str = Field(default="", description="地区，含其下各级；“全国”指没有地区的文件")
    years: str = Field(default="", description="文件的年份，如 2023、2020-2023、2020- 或 -2023")
    issuer: str = Field(default="", description="发文机关，全称、简称或旧称")
    kind: str = Field(default="", description="文种，如 notice 或 通知公告；多个以逗号分开")


class PageQuery(FiltersBody):
    """What the address of the chat page says: a question, those before it, and filters."""

    q: str = Field(default="", description="问题")
    h: list[str] = Field(default=[], description="先前的问题")
    verbatim: bool = Field(default=False, description="照原话理解")


class AskBody(BaseModel):
    """A question and, for a follow-up, the questions asked before it, oldest first."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"question": "谁负责这项工作？", "history": []}}
    )
    question: str = Field(description=f"问题，1 至 {LONGEST_QUESTION} 个字")
    history: list[str] = Field(
        default=[], description=f"先前的问题，由早到晚，至多 {LONGEST_HISTORY} 个"
    )
    verbatim: bool = Field(default=False, description="照原话理解，不把错别字读作别的词")
    filters: FiltersBody = Field(default=FiltersBody(), description="只在哪些文件中查找")


class SearchBody(BaseModel):
    """A question whose passages are wanted, without an answer."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"question": "家庭医生签约", "limit": 5, "mode": "hybrid"}}
    )
    question: str = Field(description=f"问题，1 至 {LONGEST_QUESTION} 个字")
    limit: int = Field(default=20, ge=1, le=MOST_HITS, description="至多返回几段")
    mode: Mode = Field(default="hybrid", description="按哪种得分排序")
    filters: FiltersBody = Field(default=FiltersBody(), description="只在哪些文件中查找")


class CitationBody(BaseModel):
    """A quoted span: ``text`` of the document from ``start`` to ``end`` is ``quote``."""

    doc: str = Field(description="文件编号")
    passage: str = Field(description="段落编号")
    title: str = Field(description="文件标题")
    section: str = Field(description="段落所在的各级标题")
    text: str = Field(description="所引段落的全文")
    quote: str = Field(description="段落中作为依据的文字")
    start: int = Field(description="quote 在整理后文件中的起点，按字计")
    end: int = Field(description="quote 的终点")
    issuer: str | None = Field(description="发文机关；文件没有写明时为 null")
    doc_number: str | None = Field(description="文号；文件没有写明时为 null")
    date: str | None = Field(description="成文日期，没有时为发布日期，年-月-日")


class RowBody(BaseModel):
    """One side of a comparison."""

    name: str = Field(description="地方或文号")
    text: str = Field(description="这一方的内容，带 [1] 等标记；没有写到时为“未找到”")


class AnswerBody(BaseModel):
    """An answer; in a refusal ``kind`` is the reason and the citations are the nearest passages."""

    answer: str = Field(description="答复，[1] 等标记对应引文的次序")
    refused: bool = Field(description="没有依据、未作答复")
    kind: str = Field(description="答复的类型；未作答复时为原因")
    citations: list[CitationBody] = Field(description="引文；未作答复时为相近内容")
    warnings: list[str] = Field(description="需要核对之处")
    table: list[RowBody] = Field(
        description="比较时每一方一行，answer 中也逐行写出；不是比较时为空"
    )
    latency_ms: float = Field(description="用时，毫秒")
    understood: dict[str, Any] = Field(description="对问题的理解")
    filters: dict[str, str] | None = Field(
        description="只在哪些文件中查找，words 是其说明；没有筛选时为 null"
    )


class ExplainBody(BaseModel):
    """From what and how an answer was made."""

    question: str = Field(description="问题")
    history: list[str] = Field(description="先前的问题")
    answer: str = Field(description="答复")
    refused: bool = Field(description="没有依据、未作答复")
    reason: str = Field(description="答复的类型；未作答复时为原因")
    weighings: list[dict[str, Any]] = Field(
        description="对问题（比较时对每一方）的理解、范围、段落和句子的得分、试过的答复及其依据"
    )
    versions: dict[str, str] = Field(description="程序、索引和编码模型的版本与设置")
    lines: list[str] = Field(description="以上内容的中文说明，每行一项")


class HitBody(BaseModel):
    """A passage that was found, with the score that ranks it and its parts."""

    doc: str = Field(description="文件编号")
    title: str = Field(description="文件标题")
    passage: str = Field(description="段落编号")
    section: str = Field(description="段落所在的各级标题")
    text: str = Field(description="段落全文")
    start: int = Field(description="段落在整理后文件中的起点")
    end: int = Field(description="段落的终点")
    score: float = Field(description="排序所用的得分")
    lexical: float = Field(description="词语得分")
    dense: float = Field(description="语义得分")
    url: str = Field(description="在文件页面上的位置")


class HitsBody(BaseModel):
    """What was found, best first."""

    hits: list[HitBody] = Field(description="找到的段落，由好到差")


class RepealBody(BaseModel):
    """A document that another puts out of force, with the span of the words that name it."""

    title: str | None = Field(description="标题")
    doc_number: str | None = Field(description="文号")
    start: int = Field(description="在全文中的起点")
    end: int = Field(description="在全文中的终点")


class DocumentBody(BaseModel):
    """A document in the list; null where the document does not say."""

    id: str = Field(description="文件编号")
    title: str = Field(description="标题")
    issuer: str | None = Field(description="发文机关")
    region: str | None = Field(description="地区")
    doc_number: str | None = Field(description="文号")
    signed: str | None = Field(description="签发日期，年-月-日")
    published: str | None = Field(description="发布日期，年-月-日")
    kind: str | None = Field(description="文种")
    effective: str | None = Field(description="施行日期，年-月-日")
    expires: str | None = Field(description="有效期的最后一日，年-月-日")
    term: str | None = Field(description="有效期，照原文")
    lapsed: bool = Field(description="页面是否注明已失效")
    repeals: list[RepealBody] = Field(description="同时废止的文件")
    passages: int = Field(description="段数")
    duties: int = Field(description="任务分工项数")
    damages: int = Field(description="疑误处数")


class DocumentsBody(BaseModel):
    """All documents that are indexed."""

    documents: list[DocumentBody] = Field(description="全部文件，按编号排列")


class DetailBody(BaseModel):
    """One document with its outline, passages, duties, damages and a summary of the edits."""

    model_config = ConfigDict(extra="allow")
    id: str = Field(description="文件编号")
    title: str = Field(description="标题")
    outline: list[dict[str, Any]] = Field(description="各级标题及其起止")
    passages: list[dict[str, Any]] = Field(description="段落及其文字")
    duties: list[dict[str, Any]] = Field(description="任务及其牵头、配合单位")
    damages: list[dict[str, Any]] = Field(description="疑误之处及理由")
    edits: dict[str, Any] = Field(description="整理时的改动，按类计数")


class ErrorBody(BaseModel):
    """What went wrong and what to do about it, in one Chinese sentence."""

    error: str = Field(description="一句说明和处理办法")
