"""HTTP for Wenzheng: the site and its JSON interface over a provider of answers. No thinking."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Annotated, Any, Protocol

import uvicorn
from fastapi import FastAPI, Query
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import iterate_in_threadpool

from answers.fluent import FluentAssistant, TakenBack, Telling, Told, Understood
from answers.limits import filters_in_words
from answers.receipt import Receipt, receipt_lines, receipt_to_dict
from answers.records import Answer, Citation
from answers.serialise import answer_to_dict, citation_to_dict
from corpus.errors import WenzhengError
from corpus.headers import Header
from corpus.listing import document_row
from corpus.records import Document, Hit
from retrieval.filters import Filters, make_filters
from web.api_page import describe_api
from web.bodies import (
    LONGEST_FILTER,
    LONGEST_HISTORY,
    LONGEST_QUESTION,
    AnswerBody,
    AskBody,
    DetailBody,
    DocumentsBody,
    ErrorBody,
    ExplainBody,
    FiltersBody,
    HitsBody,
    Mode,
    PageQuery,
    SearchBody,
)
from web.choices import Offers
from web.errors import BadRequestError, add_error_handlers
from web.events import event, text_pieces
from web.examples import example_questions
from web.guard import LOCAL_HOSTS, Guard
from web.marking import cut_blocks
from web.rendering import STATIC, page
from web.views import (
    Turn,
    document_detail,
    edits_by_kind,
    filter_fields,
    hit_view,
    source_view,
    turn_view,
    understood_as,
)

HISTORY_SHOWN = 6  # earlier questions that the chat page carries along


class Provider(Protocol):
    """Who answers: ``answers.assistant.Assistant``, or anything else with its members."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by their id."""
        ...

    def ask(self, question: str, history: Sequence[str] = (), verbatim: bool = False) -> Answer:
        """The answer to a question that follows the questions of ``history``, oldest first.

        ``verbatim`` takes every word as typed.
        """
        ...

    def explain(
        self, question: str, history: Sequence[str] = (), verbatim: bool = False
    ) -> Receipt:
        """How the answer to a question is come by."""
        ...

    def search(self, question: str, limit: int, mode: Mode) -> list[Hit]:
        """The best passages for a question."""
        ...

    @property
    def headers(self) -> Mapping[str, Header]:
        """The same documents without their texts."""
        ...

    def within(self, filters: Filters) -> Provider:
        """One that knows only the documents that pass the filters."""
        ...


class AddressError(WenzhengError):
    """The address to serve on cannot be used."""


# Gives the provider of now; each request asks it once, so that it sees one state of the index.
Current = Callable[[], Provider]


def create_app(
    provider: Provider | Current, hosts: Collection[str] | None = LOCAL_HOSTS
) -> FastAPI:
    """The site over ``provider``, for requests that name one of ``hosts`` (None: any host).

    A function in place of the provider is asked for it at every request.
    """
    app = FastAPI(
        title="问政",
        summary="就政策文件提问，每一句答复都附原文出处。",
        version="1",
        docs_url=None,
        redoc_url=None,
    )
    app.add_middleware(Guard, hosts=hosts)
    add_error_handlers(app)
    current = provider if callable(provider) else lambda: provider
    _add_answer_routes(app, current)
    _add_document_routes(app, current)
    _add_pages(app, current)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def checked_question(question: str, history: Sequence[str] = ()) -> tuple[str, list[str]]:
    """A question and its history without white space around them and without empty ones.

    Raises ``BadRequestError`` (422) if the question is empty, if one of them is longer than 2,000
    characters or no valid text, or if there are more than 20 earlier ones.
    """
    texts = [text.strip() for text in (question, *history)]
    if not texts[0]:
        raise BadRequestError(422, "问题是空的，请输入要问的内容。")
    if len(history) > LONGEST_HISTORY:
        raise BadRequestError(422, f"先前的问题超过 {LONGEST_HISTORY} 个，请只带最近的几个。")
    for text in texts:
        if len(text) > LONGEST_QUESTION:
            raise BadRequestError(
                422, f"问题有 {len(text)} 个字，最多 {LONGEST_QUESTION} 个字，请缩短后再问。"
            )
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise BadRequestError(422, "问题中有无效的字符，请删去乱码后再问。")
    return texts[0], [text for text in texts[1:] if text]


def _faults(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": ErrorBody, "description": "出错"} for status in statuses}


def _add_answer_routes(app: FastAPI, current: Current) -> None:
    @app.post(
        "/api/ask",
        summary="提问，一次得到全部答复",
        response_model=None,
        responses={200: {"model": AnswerBody}, **_faults(400, 413, 422)},
    )
    def ask(body: AskBody) -> Response:
        provider = current().within(_filters(body.filters))
        asked = checked_question(body.question, body.history)
        answer = provider.ask(*asked, body.verbatim)
        return JSONResponse(answer_to_dict(answer))

    @app.post(
        "/api/ask/stream",
        summary="提问，答复以服务器事件（SSE）逐段送来",
        description="依次为 understood、若干 text 和 citation、done（与 /api/ask 相同的 JSON）；"
        "restart 收回此前的 text 和 citation（语言模型所写的核对后所剩太少）；出错时为 error。",
        response_model=None,
        responses={
            200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}},
            **_faults(400, 413, 422),
        },
    )
    async def stream(body: AskBody) -> Response:
        question, history = checked_question(body.question, body.history)
        provider = current().within(_filters(body.filters))
        events = _answer_events(provider, question, history, body.verbatim)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(events, media_type="text/event-stream", headers=headers)

    @app.post(
        "/api/explain",
        summary="为什么这样答：理解、得分、依据和版本",
        response_model=None,
        responses={200: {"model": ExplainBody}, **_faults(400, 413, 422)},
    )
    def explain(body: AskBody) -> Response:
        provider = current().within(_filters(body.filters))
        asked = checked_question(body.question, body.history)
        receipt = provider.explain(*asked, body.verbatim)
        return JSONResponse({**receipt_to_dict(receipt), "lines": receipt_lines(receipt)})

    @app.post(
        "/api/search",
        summary="只检索，不作答",
        response_model=None,
        responses={200: {"model": HitsBody}, **_faults(400, 413, 422)},
    )
    def search(body: SearchBody) -> Response:
        question, _ = checked_question(body.question)
        provider = current().within(_filters(body.filters))
        documents = provider.documents
        hits = provider.search(question, body.limit, body.mode)
        views = [hit_view(documents[hit.passage.document_id], hit) for hit in hits]
        return JSONResponse({"hits": views})


def _filters(body: FiltersBody) -> Filters:
    """The filters of a request. Raises FilterError for a place, a year or a kind unheard of."""
    for text in (body.region, body.years, body.issuer, body.kind):
        if len(text) > LONGEST_FILTER:
            raise BadRequestError(422, f"筛选条件最多 {LONGEST_FILTER} 个字，请缩短后再试。")
    return make_filters(body.region, body.years, body.issuer, body.kind)


def _limits(provider: Provider, filters: Filters, offers: Offers) -> dict[str, Any]:
    """What a page needs to show its filters."""
    return {
        "choices": offers.of(provider.headers),
        "chosen": dict(filter_fields(filters)),
        "narrowed": filters_in_words(filters),
    }


def _telling(
    provider: Provider, question: str, history: Sequence[str], verbatim: bool
) -> Iterator[Telling]:
    """The answer as it comes, from a provider that tells it so; else the whole of it at once."""
    if isinstance(provider, FluentAssistant):
        yield from provider.tell(question, history, verbatim)
        return
    answer = provider.ask(question, history, verbatim)
    yield Understood(answer)
    yield answer


class _Sources:
    """The citations of one answer, counted as they are sent."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._count = 0

    def events(self, citations: Sequence[Citation]) -> Iterator[str]:
        """An event for each citation, with its number and its card."""
        for citation in citations:
            self._count += 1
            card = source_view(self._count, citation, self._documents).as_dict()
            yield event("citation", {**citation_to_dict(citation), **card})


async def _answer_events(
    provider: Provider, question: str, history: Sequence[str], verbatim: bool
) -> AsyncIterator[str]:
    """The events of one answer. An error that occurs midway is the last event."""
    try:
        sources = _Sources(provider.documents)
        shown = False
        telling = _telling(provider, question, history, verbatim)
        async for told in iterate_in_threadpool(telling):
            if isinstance(told, Understood):
                answer = told.answer
                understood = answer_to_dict(answer)["understood"]
                yield event("understood", {**understood, "shown": understood_as(answer)})
            elif isinstance(told, TakenBack):
                yield event("restart", {})
                shown, sources = False, _Sources(provider.documents)
            elif isinstance(told, Told):
                yield event("text", {"text": told.text})
                for citation in sources.events(told.citations):
                    yield citation
                shown = True
            else:
                if not shown:
                    for piece in text_pieces(told.text):
                        yield event("text", {"text": piece})
                    for citation in sources.events(told.citations):
                        yield citation
                yield event("done", answer_to_dict(told))
    except WenzhengError as error:
        yield event("error", {"error": str(error)})
    except Exception:
        yield event("error", {"error": "作答时出错，请换个说法再问；若仍出错，请联系管理员。"})
        raise


def _document(provider: Provider, document_id: str) -> Document:
    document = provider.documents.get(document_id)
    if document is None:
        raise BadRequestError(404, "没有这份文件，请到文件列表（/documents）中查找。")
    return document


def _add_document_routes(app: FastAPI, current: Current) -> None:
    @app.get(
        "/api/documents",
        summary="已收录的文件",
        response_model=None,
        responses={200: {"model": DocumentsBody}, **_faults(422)},
    )
    def documents(filters: Annotated[FiltersBody, Query()]) -> Response:
        known = current().within(_filters(filters)).headers
        return JSONResponse({"documents": [document_row(known[key]) for key in sorted(known)]})

    @app.get(
        "/api/documents/{document_id}",
        summary="一份文件的目录、段落、任务分工和疑误",
        response_model=None,
        responses={200: {"model": DetailBody}, **_faults(404)},
    )
    def document(document_id: str) -> Response:
        return JSONResponse(document_detail(_document(current(), document_id)))


def _add_pages(app: FastAPI, current: Current) -> None:
    offers = Offers()

    @app.get("/", include_in_schema=False)
    def chat(asked: Annotated[PageQuery, Query()]) -> Response:
        provider = current()
        known = provider.documents
        filters = _filters(asked)
        q, h = asked.q, asked.h
        turn: Turn | None = None
        history: list[str] = []
        if q.strip():
            question, history = checked_question(q, h)
            answer = provider.within(filters).ask(question, history, asked.verbatim)
            turn = turn_view(answer, known, history, asked.verbatim)
        return page(
            "chat.html",
            turn=turn,
            history=history[-HISTORY_SHOWN:],
            carried=[*history, q.strip()][-HISTORY_SHOWN:],
            examples=example_questions(known),
            documents=len(known),
            longest=LONGEST_QUESTION,
            **_limits(provider, filters, offers),
        )

    @app.get("/explain", include_in_schema=False)
    def explain(asked: Annotated[PageQuery, Query()]) -> Response:
        provider = current().within(_filters(asked))
        receipt = provider.explain(*checked_question(asked.q, asked.h), asked.verbatim)
        return page("explain.html", receipt=receipt, lines=receipt_lines(receipt))

    @app.get("/documents", include_in_schema=False)
    def documents(asked: Annotated[FiltersBody, Query()]) -> Response:
        provider, filters = current(), _filters(asked)
        known = provider.within(filters).headers
        return page(
            "documents.html",
            documents=[known[key] for key in sorted(known)],
            indexed=len(provider.headers),
            **_limits(provider, filters, offers),
        )

    @app.get("/documents/{document_id}", include_in_schema=False)
    def document(document_id: str, start: str = "", end: str = "") -> Response:
        found = _document(current(), document_id)
        cited = _span(start, end, len(found.text))
        return page(
            "document.html",
            document=found,
            blocks=cut_blocks(found, cited),
            cited=cited,
            edits=edits_by_kind(found),
        )

    @app.get("/docs", include_in_schema=False)
    def docs() -> Response:
        return page("docs.html", operations=describe_api(app.openapi()))


def _span(start: str, end: str, length: int) -> tuple[int, int] | None:
    """The span to highlight, or None where the address names none that lies in the text."""
    if not (start.isdecimal() and end.isdecimal() and len(start + end) < 24):
        return None
    first, last = int(start), int(end)
    return (first, last) if first < last <= length else None


def open_socket(host: str, port: int) -> socket.socket:
    """A socket that listens on ``host`` and ``port`` (0: any free one).

    Raises ``AddressError`` if the port is taken or may not be used, or the host is not here.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except PermissionError as error:
        listener.close()
        raise AddressError(f"没有权限使用端口 {port}，请用 --port 换一个 1024 以上的。") from error
    except socket.gaierror as error:
        listener.close()
        raise AddressError(f"本机没有地址 {host}，请用 --host 换一个。") from error
    except OverflowError as error:
        listener.close()
        raise AddressError(f"端口 {port} 不在 0 至 65535 之间，请用 --port 换一个。") from error
    except OSError as error:
        listener.close()
        raise AddressError(
            f"无法在 {host} 的端口 {port} 上启动（端口已被占用或地址不可用），"
            f"请用 --port 换一个端口，如 --port {port + 1}。"
        ) from error
    return listener


def serve(
    load: Callable[[], Provider | Current],
    host: str = "127.0.0.1",
    port: int = 8000,
    announce: Callable[[str], None] = print,
) -> None:
    """Serve the site until interrupted; ``announce`` is given the line with its address once up.

    The address is taken before ``load`` builds the provider, so that a port in use is told at
    once: raises ``AddressError``. On a host other than this machine's own any Host is accepted.
    """
    with open_socket(host, port) as listener:
        shown = f"[{host}]" if ":" in host else host
        hosts = LOCAL_HOSTS if shown in LOCAL_HOSTS else None
        app = create_app(load(), hosts)
        config = uvicorn.Config(
            app, log_level="warning", server_header=False, timeout_graceful_shutdown=3
        )
        server = _AnnouncingServer(config)
        actual = listener.getsockname()[1]
        server.announce = lambda: announce(f"问政已启动：http://{shown}:{actual}（按 Ctrl+C 停止）")
        # An interrupt is raised once more after the server has stopped, unless it is ignored here.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
        announce("问政已停止。")


class _AnnouncingServer(uvicorn.Server):
    """A server that says when it is up."""

    announce: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.announce()
