"""A small invented world for the tests of `eval`: one document, five questions, an assistant."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from answers.records import Answer, Citation, WeighedDraft
from corpus.records import Document, Hit, Passage, Question, Region

TITLE = "云岭市公共租赁住房管理办法"
LINES = (
    TITLE,
    "1. 提高保障水平。公租房租金按市场价的60%收取。牵头单位：市住建局；责任单位：市财政局。",
    "2. 申请人应当年满18周岁，向户籍所在地的街道办事处提出申请。",
    "3. 本办法自2021年3月5日起施行，咨询电话0999-8765432。",
)
TEXT = "\n".join(LINES)


def passages() -> tuple[Passage, ...]:
    """One passage for each line."""
    made: list[Passage] = []
    start = 0
    for place, line in enumerate(LINES):
        passage_id = f"yunling-2021#{place:04}"
        made.append(Passage(passage_id, "yunling-2021", start, start + len(line), "", (TITLE,)))
        start += len(line) + 1
    return tuple(made)


def document() -> Document:
    """The invented document."""
    return Document(
        id="yunling-2021",
        title=TITLE,
        issuer="云岭市人民政府",
        region=Region(city="云岭市"),
        doc_number="",
        signed=None,
        published=None,
        kind="办法",
        source_file="yunling-2021.txt",
        source_sha256="0" * 64,
        raw_length=len(TEXT),
        text=TEXT,
        sections=(),
        passages=passages(),
        duties=(),
        damages=(),
        edits=(),
    )


def question(number: int, text: str, kind: str, **more: object) -> dict[str, object]:
    """A line of the set with what most lines have in common."""
    return {
        "id": f"q{number}",
        "question": text,
        "documents": ["yunling-2021"],
        "kind": kind,
        "wording": "everyday",
        "answerable": True,
        **more,
    }


def evidence(quote: str) -> list[dict[str, str]]:
    """Evidence from the invented document."""
    return [{"document": "yunling-2021", "quote": quote}]


QUESTIONS = (
    question(
        1,
        "公租房归谁牵头",
        "lead",
        facts=[["市住建局", "住房和城乡建设局"]],
        evidence=evidence("牵头单位：市住建局"),
    ),
    question(
        2,
        "公租房租金打几折",
        "number",
        facts=[["60%", "六折"]],
        evidence=evidence("租金按市场价的60%收取"),
    ),
    question(
        3,
        "什么时候开始实行的",
        "date",
        history=["公租房归谁牵头"],
        wording="followup",
        facts=[["2021年3月5日"]],
        evidence=evidence("自2021年3月5日起施行"),
    ),
    question(4, "江北市的公租房归谁管", "unanswerable", answerable=False, refusal="no_place"),
    question(5, "公租房可以住多少年", "unanswerable", answerable=False, refusal="no_detail"),
)


def write_set(path: Path, questions: Sequence[Mapping[str, object]] = QUESTIONS) -> Path:
    """The questions as a set on disk."""
    lines = (json.dumps(entry, ensure_ascii=False) for entry in questions)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@dataclass(frozen=True, slots=True)
class Reply:
    """What the assistant of the tests says: hits and citations by the number of the line."""

    text: str
    refused: bool = False
    kind: str = "sentence"
    cites: tuple[int, ...] = ()
    finds: tuple[int, ...] = ()
    latency_ms: float = 10.0
    shift: int = 0


@dataclass(frozen=True, slots=True)
class OneDocument:
    """An index of the invented document."""

    documents: Mapping[str, Document]


class ScriptedAssistant:
    """Gives to each question the reply laid down for it."""

    def __init__(
        self,
        replies: Mapping[str, Reply],
        weighed: Mapping[str, Sequence[tuple[Reply, float]]] | None = None,
    ) -> None:
        self.index = OneDocument({"yunling-2021": document()})
        self._replies = replies
        self._weighed = weighed or {}

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The laid down reply, with citations that quote whole passages."""
        return self._answer(self._replies[question], question, history)

    def weigh(self, question: str, history: Sequence[str] = ()) -> tuple[WeighedDraft, ...]:
        """The drafts laid down for a question, each with its probability."""
        return tuple(
            WeighedDraft(self._answer(reply, question, history), probability)
            for reply, probability in self._weighed.get(question, ())
        )

    def _answer(self, reply: Reply, question: str, history: Sequence[str]) -> Answer:
        lines = passages()
        return Answer(
            question=Question(
                original=question,
                text=question,
                resolved="".join((*history, question)),
                language="zh-Hans",
                kind=reply.kind,
                places=(),
                years=(),
                terms=(),
            ),
            text=reply.text,
            refused=reply.refused,
            kind=reply.kind,
            citations=tuple(_citation(lines[line], reply.shift) for line in reply.cites),
            warnings=(),
            hits=tuple(Hit(lines[line], 1.0, 1.0, 0.0) for line in reply.finds),
            latency_ms=reply.latency_ms,
        )


def _citation(passage: Passage, shift: int) -> Citation:
    """A citation of the whole passage, ``shift`` characters off the place of its quote."""
    quote = TEXT[passage.start : passage.end]
    return Citation(
        document_id=passage.document_id,
        passage_id=passage.id,
        title=TITLE,
        section=TITLE,
        text=quote,
        quote=quote,
        start=passage.start + shift,
        end=passage.end + shift,
    )


# Right and cited; right but cited from the wrong line; refused though the text says it;
# refused for the right reason; answered though nothing says it.
REPLIES = {
    "公租房归谁牵头": Reply(
        "市住建局牵头[1]，市财政局配合。", kind="lead", cites=(1,), finds=(1, 2), latency_ms=10
    ),
    "公租房租金打几折": Reply(
        "按市场价的 60% 收取[1]。", kind="number", cites=(2,), finds=(2, 1), latency_ms=20
    ),
    "什么时候开始实行的": Reply(
        "文件里没有写明。", refused=True, kind="no_detail", cites=(3,), finds=(1, 2), latency_ms=30
    ),
    "江北市的公租房归谁管": Reply(
        "没有江北市的文件。", refused=True, kind="no_place", latency_ms=40
    ),
    "公租房可以住多少年": Reply("可以住18年[1]。", kind="number", cites=(2,), latency_ms=50),
}


def assistant(**changes: Reply) -> ScriptedAssistant:
    """The assistant of REPLIES, with other replies to some questions ("q2" for the second)."""
    by_number = {str(entry["id"]): str(entry["question"]) for entry in QUESTIONS}
    return ScriptedAssistant(REPLIES | {by_number[key]: new for key, new in changes.items()})
