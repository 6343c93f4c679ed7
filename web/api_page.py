"""The page of the HTTP interface: its OpenAPI description as plain rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a request or response: its name, its type in words, its meaning."""

    name: str
    type: str
    meaning: str
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path, with its fields and an example that can be pasted into a shell."""

    method: str
    path: str
    summary: str
    description: str
    request: tuple[Field, ...]
    response: tuple[Field, ...]
    example: str


def describe_api(schema: Mapping[str, Any]) -> list[Operation]:
    """The operations of an OpenAPI 3.1 description, in its order."""
    models = schema.get("components", {}).get("schemas", {})
    return [
        _operation(method, path, details, models)
        for path, methods in schema["paths"].items()
        for method, details in methods.items()
    ]


def _operation(
    method: str, path: str, details: Mapping[str, Any], models: Mapping[str, Any]
) -> Operation:
    body = _model(details.get("requestBody", {}), models)
    return Operation(
        method=method.upper(),
        path=path,
        summary=details.get("summary", ""),
        description=details.get("description", ""),
        request=tuple(_fields(body, models)),
        response=tuple(_fields(_model(details["responses"]["200"], models), models)),
        example=_example(method.upper(), path, body.get("example")),
    )


def _model(holder: Mapping[str, Any], models: Mapping[str, Any]) -> Mapping[str, Any]:
    schema = holder.get("content", {}).get("application/json", {}).get("schema", {})
    return _named(schema, models)


def _named(schema: Mapping[str, Any], models: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = models.get(schema.get("$ref", "").rpartition("/")[2], {})
    return found


def _fields(
    model: Mapping[str, Any], models: Mapping[str, Any], prefix: str = ""
) -> Iterable[Field]:
    """The fields of a model; those of a list's items follow the list as "list[].field"."""
    required = model.get("required", [])
    for name, field in model.get("properties", {}).items():
        items = _named(field.get("items", {}), models)
        kind = "[object]" if items else _type(field)
        yield Field(prefix + name, kind, field.get("description", ""), name in required)
        yield from _fields(items, models, f"{prefix}{name}[].")


def _type(field: Mapping[str, Any]) -> str:
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "anyOf" in field:
        return " | ".join(_type(option) for option in field["anyOf"])
    if "enum" in field:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in field["enum"])
    if field.get("type") == "array":
        return f"[{_type(field['items'])}]"
    return str(field.get("type", "object"))


def _example(method: str, path: str, body: object) -> str:
    if body is None:
        return f"curl http://127.0.0.1:8000{path}"
    data = json.dumps(body, ensure_ascii=False)
    return (
        f"curl -X {method} http://127.0.0.1:8000{path} \\\n"
        f"  -H 'Content-Type: application/json' \\\n  -d '{data}'"
    )
