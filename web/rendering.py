"""Jinja templates into pages."""

from __future__ import annotations

from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.labels import chinese_date, label, labels
from web.marking import passage_anchor, section_anchor
from web.views import damage_note, origin, passage_url

ROOM = Path(__file__).parent
STATIC = ROOM / "static"

_environment = Environment(
    loader=FileSystemLoader(ROOM / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["day"] = chinese_date
_environment.globals.update(
    damage_note=damage_note,
    label=label,
    labels=labels,
    origin=origin,
    passage_anchor=passage_anchor,
    passage_url=passage_url,
    section_anchor=section_anchor,
)


def page(template: str, status_code: int = 200, **context: object) -> HTMLResponse:
    """A page made from ``templates/<template>``; a variable that it lacks is an error."""
    return HTMLResponse(fill(template, **context), status_code)


def fill(template: str, **context: object) -> str:
    """The text of ``templates/<template>`` with its variables; one that it lacks is an error."""
    return _environment.get_template(template).render(context)
