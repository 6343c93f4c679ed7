"""Errors as one Chinese sentence with its remedy: JSON for programs, a page for browsers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from corpus.errors import WenzhengError
from web.rendering import page

BY_STATUS: Mapping[int, str] = {
    404: "没有这个地址，请从首页或文件列表进入。",
    405: "这个地址不接受这种请求方法，可用的方法见 /docs。",
    500: "服务器内部出错，请稍后重试；若仍出错，请查看运行窗口中的记录。",
}
# Types of pydantic's errors whose fault can be named; {field} is the field concerned.
BY_FAULT: Mapping[str, str] = {
    "json_invalid": "请求体不是有效的 JSON，请检查引号、逗号和括号。",
    "missing": "缺少 {field}，请按 /docs 的示例补上。",
    "string_type": "{field} 应是文字，请改为字符串。",
    "list_type": "{field} 应是字符串的列表，请改正。",
    "int_type": "{field} 应是整数，请改正。",
    "int_parsing": "{field} 应是整数，请改正。",
    "int_from_float": "{field} 应是整数，请改正。",
    "less_than_equal": "{field} 过大，最大为 {le}。",
    "greater_than_equal": "{field} 过小，最小为 {ge}。",
    "literal_error": "{field} 只能取 {expected}，请改正。",
}
OTHER_FAULT = "{field} 的格式不对，请按 /docs 的示例改正。"


class BadRequestError(WenzhengError):
    """A request that its sender can mend; ``status`` is the HTTP status of the response."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def wants_json(path: str) -> bool:
    """Whether errors on ``path`` go to a program rather than to a reader."""
    return path.startswith("/api/") or path == "/openapi.json"


def error_response(path: str, status: int, message: str) -> Response:
    """One sentence as ``{"error": …}`` or as a page, by the path that was asked for."""
    if wants_json(path):
        return JSONResponse({"error": message}, status)
    return page("error.html", status, message=message, status=status)


def fault_message(error: Mapping[str, Any]) -> str:
    """The sentence for one of pydantic's error records."""
    fields = [str(part) for part in error["loc"] if part not in ("body", "query", "path")]
    template = BY_FAULT.get(error["type"], OTHER_FAULT)
    return template.format(field=".".join(fields) or "请求体", **error.get("ctx", {}))


def add_error_handlers(app: FastAPI) -> None:
    """Make every foreseen error of ``app`` a sentence. Unforeseen ones are the guard's."""

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        status = 400 if first["type"] == "json_invalid" else 422
        return error_response(request.url.path, status, fault_message(first))

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        message = BY_STATUS.get(error.status_code, "请求没有成功，请检查后重试。")
        response = error_response(request.url.path, error.status_code, message)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(WenzhengError)
    def mendable(request: Request, error: WenzhengError) -> Response:
        status = error.status if isinstance(error, BadRequestError) else 422
        return error_response(request.url.path, status, str(error))
