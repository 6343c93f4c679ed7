"""Prompts from the templates of this room, their variables checked before anything is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta

TEMPLATES = Path(__file__).parent
SUFFIX = ".jinja"


class PromptError(ValueError):
    """A prompt was asked for that does not exist, or with the wrong variables."""


def render(name: str, **variables: object) -> str:
    """The text of the template ``name`` ("answer.user") with its variables filled in.

    Raises PromptError for an unknown template, and where the variables are not exactly those that
    the template uses.
    """
    wanted = variables_of(name)
    missing, unknown = wanted - variables.keys(), variables.keys() - wanted
    if missing or unknown:
        raise PromptError(
            f"prompt {name} takes {_listed(wanted)}; missing: {_listed(missing)}; "
            f"unknown: {_listed(unknown)}"
        )
    return _environment().get_template(name + SUFFIX).render(**variables).strip()


def names() -> tuple[str, ...]:
    """The templates of this room, in alphabetical order."""
    return tuple(sorted(path.name.removesuffix(SUFFIX) for path in TEMPLATES.glob(f"*{SUFFIX}")))


def variables_of(name: str) -> frozenset[str]:
    """The variables that a template uses. Raises PromptError for an unknown template."""
    known = _variables()
    if name not in known:
        raise PromptError(f"no prompt named {name}; there are: {_listed(known)}")
    return known[name]


@cache
def _environment() -> Environment:
    # What comes out is read by a model and never by a browser: escaping < and & would change the
    # documents' own words. Undefined names are errors, down to the fields of a passage.
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _variables() -> Mapping[str, frozenset[str]]:
    environment = _environment()
    found = {}
    for name in names():
        source = (TEMPLATES / (name + SUFFIX)).read_text(encoding="utf-8")
        found[name] = frozenset(meta.find_undeclared_variables(environment.parse(source)))
    return found


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words)) or "none"
