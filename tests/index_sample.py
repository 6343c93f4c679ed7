"""Small documents of other places and fields, and a second real encoder, for tests."""

from __future__ import annotations

from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split

from corpus.records import Document, Passage, Question, Region


def document(id_: str, title: str, *paragraphs: str, region: Region | None = None) -> Document:
    """A document of one passage a paragraph."""
    text = "\n".join(paragraphs)
    passages = []
    start = 0
    for ordinal, paragraph in enumerate(paragraphs):
        end = start + len(paragraph)
        passages.append(Passage(f"{id_}#{ordinal:04d}", id_, start, end, "", ()))
        start = end + 1
    return Document(
        id=id_,
        title=title,
        issuer="",
        region=region or Region(),
        doc_number="",
        signed=None,
        published=None,
        kind="",
        source_file=f"{id_}.txt",
        source_sha256="0" * 64,
        raw_length=len(text),
        text=text,
        sections=(),
        passages=tuple(passages),
        duties=(),
        damages=(),
        edits=(),
    )


def housing() -> Document:
    """Public housing in an invented notice of 桂林."""
    return document(
        "guilin-housing",
        "桂林市公共租赁住房管理办法",
        "公租房租金按照市场租金的七成确定,每两年调整一次。",
        "公租房的申请由街道办受理,民政局复核收入。",
        region=Region("广西壮族自治区", "桂林市"),
    )


def schools() -> Document:
    """School places in an invented notice of 遵义."""
    return document(
        "zunyi-schools",
        "遵义市义务教育入学工作通知",
        "义务教育阶段实行划片就近入学,由县教育局公布学区范围。",
        "随迁子女凭居住证在居住地申请入学。",
        "学校不得跨学区组织招生。",
        region=Region("贵州省", "遵义市"),
    )


def asked(text: str, original: str = "") -> Question:
    """A question that says all by itself."""
    return Question(original or text, text, text, "zh-Hans", "", (), (), ())


def tiny_model(folder: Path, dim: int = 8) -> Path:
    """A sentence-transformers model of random character vectors, saved in the folder."""
    characters = sorted(set(housing().text + schools().text))
    vocabulary = {"[UNK]": 0} | {c: i for i, c in enumerate(characters, start=1)}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split("", "isolated")
    generator = torch.Generator().manual_seed(dim)
    weights = torch.randn(len(vocabulary), dim, generator=generator)
    module = StaticEmbedding(tokenizer, embedding_weights=weights.numpy())
    SentenceTransformer(modules=[module], device="cpu").save(str(folder))
    return folder
