"""The bodies of requests and responses of the HTTP interface, as its OpenAPI page shows them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

LONGEST_QUESTION = 2_000  # characters
LONGEST_HISTORY = 20  # questions
MOST_HITS = 100

Mode = Literal["hybrid", "bm25", "dense"]


class AskBody(BaseModel):
    """A question and, for a follow-up, the questions asked before it, oldest first."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"question": "谁负责这项工作？", "history": []}}
    )
    question: str = Field(description=f"问题，1 至 {LONGEST_QUESTION} 个字")
    history: list[str] = Field(
        default=[], description=f"先前的问题，由早到晚，至多 {LONGEST_HISTORY} 个"
    )


class SearchBody(BaseModel):
    """A question whose passages are wanted, without an answer."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"question": "家庭医生签约", "limit": 5, "mode": "hybrid"}}
    )
    question: str = Field(description=f"问题，1 至 {LONGEST_QUESTION} 个字")
    limit: int = Field(default=20, ge=1, le=MOST_HITS, description="至多返回几段")
    mode: Mode = Field(default="hybrid", description="按哪种得分排序")


class CitationBody(BaseModel):
    """A quoted span: ``text`` of the document from ``start`` to ``end`` is ``quote``."""

    doc: str = Field(description="文件编号")
    passage: str = Field(description="段落编号")
    title: str
    section: str = Field(description="段落所在的各级标题")
    text: str = Field(description="所引段落的全文")
    quote: str
    start: int
    end: int


class AnswerBody(BaseModel):
    """An answer; in a refusal ``kind`` is the reason and the citations are the nearest passages."""

    answer: str = Field(description="答复，[1] 等标记对应引文的次序")
    refused: bool = Field(description="没有依据、未作答复")
    kind: str = Field(description="答复的类型；未作答复时为原因")
    citations: list[CitationBody]
    warnings: list[str]
    latency_ms: float
    understood: dict[str, Any] = Field(description="对问题的理解")


class HitBody(BaseModel):
    """A passage that was found, with the score that ranks it and its parts."""

    doc: str
    title: str
    passage: str
    section: str
    text: str
    start: int
    end: int
    score: float
    lexical: float
    dense: float
    url: str


class HitsBody(BaseModel):
    """What was found, best first."""

    hits: list[HitBody]


class DocumentBody(BaseModel):
    """A document in the list; null where the document does not say."""

    id: str
    title: str
    issuer: str | None
    region: str | None
    doc_number: str | None
    signed: str | None = Field(description="年-月-日")
    published: str | None = Field(description="年-月-日")
    kind: str | None
    passages: int
    duties: int
    damages: int


class DocumentsBody(BaseModel):
    """All documents that are indexed."""

    documents: list[DocumentBody]


class DetailBody(BaseModel):
    """One document with its outline, passages, duties, damages and a summary of the edits."""

    model_config = ConfigDict(extra="allow")
    id: str
    title: str
    outline: list[dict[str, Any]]
    passages: list[dict[str, Any]]
    duties: list[dict[str, Any]]
    damages: list[dict[str, Any]]
    edits: dict[str, Any]


class ErrorBody(BaseModel):
    """What went wrong and what to do about it, in one Chinese sentence."""

    error: str
