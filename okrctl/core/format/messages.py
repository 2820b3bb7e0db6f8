"""Error messages of the format: pydantic's errors, reworded so that the author can act on them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from okrctl.core.format.doc import Doc, keys, models_in
from okrctl.core.format.forms import shown
from okrctl.core.values.diagnostic import DocPath, Place, Problem
from okrctl.core.values.nearest import Nearest

_WANTED = {
    "string_type": "text",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def problem_for(doc: type[Doc], fault: dict[str, Any], where: DocPath, place: Place, nearest: Nearest) -> Problem:
    """The problem for one validation error; ``where`` is its path in the data, ``place`` that in the file."""
    kind, context = fault["type"], fault.get("ctx") or {}
    key = next((step for step in reversed(where) if isinstance(step, str)), "")
    if kind == "extra_forbidden":
        return _unknown_key(doc, where, replace(place, on_key=True), nearest)
    empty = kind in _WANTED and fault.get("input") is None and where and where[-1] == key
    if empty or kind in ("missing", "missing-key"):
        return _missing(kind, key, place)
    if "text" in context:
        on_key = fault["loc"][-1] == "[key]"
        named = context["text"] if not key else f"{key}: {context['text']}"
        at = replace(place, on_key=on_key, offset=context.get("offset"))
        return Problem(kind, at, named, context.get("help") or None)
    if "what" in context:
        return _refused(fault, context, key, place)
    if kind in _WANTED:
        return _wrong_type(kind, fault, key, place)
    if kind == "literal_error":
        return _not_among(fault, key, place, nearest)
    if kind == "string_pattern_mismatch":
        return Problem("wrong-value", place, f"{key}: the text is empty", "write something, or remove the key")
    if kind == "string_too_long":
        limit = context.get("max_length")
        message = f"{key}: the text is longer than {limit} characters"
        return Problem("limit-exceeded", place, message, "shorten it; `why` and `note` allow longer texts")
    if kind == "too_long" and context.get("max_length") != 2:
        message = f"{key}: more than {context.get('max_length')} items"
        help = "use a pattern that matches more: ** stands for any folders" if key == "files" else None
        return Problem("limit-exceeded", place, message, help)
    if kind == "too_short" and context.get("min_length") == 1:
        return Problem("wrong-value", place, f"{key}: the list is empty", "write at least one, or remove the key")
    if kind in ("too_short", "too_long"):
        return Problem("wrong-value", place, f"{key}: expected two numbers", "write [amber from, green from]")
    on_key = fault["loc"][-1] == "[key]"
    message = f"{key}: {shown(fault.get('input'))} isn't allowed here"
    return Problem("wrong-value", replace(place, on_key=on_key), message, None)


def _refused(fault: dict[str, Any], context: dict[str, Any], key: str, place: Place) -> Problem:
    """The problem for a type that is checked without Python, with the message of its annotation."""
    value, at = fault.get("input"), replace(place, on_key=fault["loc"][-1] == "[key]")
    name = f"{key}: " if key else ""
    if value is None:
        return Problem("missing-key", at, f"{name}the value is missing", context["help"])
    if not isinstance(value, str):
        message = f"{name}expected {context['what']}, found {shown(value)}"
        return Problem("wrong-type", at, message, context["help"])
    return Problem(fault["type"], at, f"{name}{shown(value)} is not {context['what']}", context["help"])


def _missing(kind: str, key: str, place: Place) -> Problem:
    # a missing key is reported at the start of its mapping
    at = replace(place, on_key=True)
    if kind == "missing":
        return Problem("missing-key", at, f"the key `{key}` is missing", f"add `{key}:`")
    return Problem("missing-key", at, f"the key `{key}` has no value", f"write a value after `{key}:`")


def _wrong_type(kind: str, fault: dict[str, Any], key: str, place: Place) -> Problem:
    value, wanted = fault.get("input"), _WANTED[kind]
    help = None
    if isinstance(value, dict) and wanted == "text":
        help = "quote a text that contains a colon and a space"
    elif wanted == "a list":
        help = "start each item with `- ` on its own line, or write [one, two]"
    elif wanted == "a mapping" and isinstance(value, str):
        help = "write `key: value` pairs below it, or {key: value}"
    name = f"{key}: " if key else ""
    return Problem("wrong-type", place, f"{name}expected {wanted}, found {shown(value)}", help)


def _not_among(fault: dict[str, Any], key: str, place: Place, nearest: Nearest) -> Problem:
    expected = str(fault["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
    value = str(fault.get("input"))
    near = nearest(value, tuple(expected), lambda: expected, 0.5)
    choices = f"choose one of {', '.join(expected)}"
    help = f"did you mean {near}? {choices}" if near else choices
    message = f"{key}: {shown(value)} isn't allowed"
    return Problem("wrong-value", place, message, help, instead=_spelled_alike(value, expected))


def _unknown_key(doc: type[Doc], where: DocPath, place: Place, nearest: Nearest) -> Problem:
    key = str(where[-1])
    allowed = _allowed(doc, tuple(step for step in where[:-1] if isinstance(step, str)))
    elsewhere = _level_of(doc, key)
    near = None if elsewhere else nearest(key, allowed, lambda: allowed)
    if elsewhere:
        help = f"`{key}` belongs to {elsewhere}"
    elif near:
        help = f"did you mean {near}?"
    elif re.fullmatch(r"\d+[%\w]?", key):
        help = "a comma ends a value in braces: write decimals with a point (12.5) and thousands without a separator"
    else:
        help = f"available: {', '.join(allowed)}; your own keys start with x-"
    instead = None if elsewhere else _spelled_alike(key, allowed)
    return Problem("unknown-key", place, f"unknown key `{key}`", help, instead=instead)


def _spelled_alike(word: str, known: Iterable[str]) -> str | None:
    """The only known word that differs in nothing but capitals, hyphens and underscores."""
    alike = [each for each in known if _bare(each) == _bare(word)]
    return alike[0] if len(alike) == 1 else None


def _bare(word: str) -> str:
    return re.sub("[-_ ]", "", word).casefold()


@lru_cache
def _allowed(doc: type[Doc], where: tuple[str, ...]) -> tuple[str, ...]:
    """The keys allowed at a path; cached, because the same typo is often in every item of a list."""
    return tuple(sorted({name for model in _models_at(doc, where) for name in keys(model)}))


def _models_at(doc: type[Doc], where: tuple[str, ...]) -> list[type[Doc]]:
    models = [doc]
    for step in where:
        held = (keys(model).get(step) for model in models)
        found = [model for field in held if field for model in models_in(field.info.annotation)]
        # in a mapping keyed by id, a key isn't a field: the models stay the same
        models = found or models
    return models


_LEVELS = (
    (("objectives", "key_results"), "a key result"),
    (("objectives",), "an objective"),
    (("kpis",), "a KPI"),
    (("check_ins",), "a check-in"),
    ((), "the file itself"),
)


def _level_of(doc: type[Doc], key: str) -> str | None:
    if "objectives" not in doc.model_fields:
        return None
    return next((name for where, name in _LEVELS if key in _allowed(doc, where)), None)
