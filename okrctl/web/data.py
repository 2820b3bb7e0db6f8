"""``/api/v1``: the JSON of the command line, and an OpenAPI document that describes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from okrctl import __version__
from okrctl.core.review.since import parse_since
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Stop
from okrctl.flows.report.look import Filters, Looked, item_of
from okrctl.views.shapes import shape_of
from okrctl.web.kept import Asked, date_in

Query = Iterable[tuple[str, str]]
_FILTERS = {"department": "departments", "cycle": "cycles", "owner": "owners", "status": "statuses", "tag": "tags"}
_ONCE = {
    "as_of": "The day everything is computed for: 2026-02-14.",
    "at": "The git revision to read instead of the working tree.",
}


@frozen
class Endpoint:
    """One report: its description, how it is made from a workspace, and its own parameters besides the usual ones."""

    summary: str
    make: Callable[[Looked, Asked], tuple[Any, bool]]
    more: tuple[tuple[str, str], ...] = ()
    refs: bool = True


def asked_of(query: Query, more: Iterable[str] = (), *, refs: bool = True) -> Asked:
    """The parameters of a query; Stop if it says something that is not understood."""
    once: dict[str, str] = {}
    several: dict[str, list[str]] = {}
    lists = {name: field for name, field in _FILTERS.items() if name not in more}
    known = {*_ONCE, *lists, *more} | ({"ref"} if refs else set())
    for name, value in query:
        if name not in known:
            raise Stop(f"there is no parameter {name}", hint=f"available: {', '.join(sorted(known))}")
        if name in lists or name == "ref":
            several.setdefault(name, []).append(value)
        elif name in once:
            raise Stop(f"{name} is given twice", hint="give it once")
        else:
            once[name] = value
    filters = Filters(**{field: tuple(several[name]) for name, field in lists.items() if name in several})
    rest = tuple(sorted((name, value) for name, value in once.items() if name in more))
    return Asked(date_in(once.get("as_of")), once.get("at"), tuple(several.get("ref", ())), filters, rest)


def _status(looked: Looked, asked: Asked) -> tuple[Any, bool]:
    from okrctl.views.status_data import status_json

    text = dict(asked.rest).get("since")
    if text is not None and parse_since(text, looked.report_day.day) is None:
        raise Stop(f"'{text}' is not a day", hint="write last-monday, yesterday, 7d or 2026-02-09")
    return status_json(looked.report_day, looked.selection, looked.positions, looked.changes(text)), looked.end() == 0


def _deps(looked: Looked, asked: Asked) -> tuple[Any, bool]:
    from okrctl.core.contracts.dependency import STATES
    from okrctl.flows.report.deps import waiting
    from okrctl.views.deps_data import deps_json

    states = [value for name, value in asked.rest if name == "status"]
    if any(state not in STATES for state in states):
        raise Stop(f"there is no state {states[0]}", hint=f"available: {', '.join(STATES)}")
    found = waiting(looked, (), states)
    return deps_json(found.organization, found.network, found.filtered, found.line_of), found.end() == 0


def _due(looked: Looked, asked: Asked) -> tuple[Any, bool]:
    from okrctl.core.review.due import owed
    from okrctl.core.values.quantity import parse_duration
    from okrctl.views.due import object_of
    from okrctl.views.needs import asked_of as requested

    text = dict(asked.rest).get("within", "0d")
    days = parse_duration(text)
    if days is None:
        raise Stop(f"'{text}' is not a duration", hint="write it as 3d or 2w")
    ws, day, items = looked.report_day.ws, looked.report_day.day, owed(looked.report_day, looked.selection, days)
    return object_of(ws, day, items, requested(looked.report_day, looked.selection)), looked.end() == 0


def _score(looked: Looked, _: Asked) -> tuple[Any, bool]:
    from okrctl.views.score import score_json

    return score_json(looked.report_day, looked.selection, looked.positions), looked.end() == 0


def _forecast(looked: Looked, _: Asked) -> tuple[Any, bool]:
    from okrctl.flows.report.forecast import projections
    from okrctl.views.forecast import object_of

    day, items = looked.report_day.day, projections(looked)
    return object_of(looked.report_day.ws.config.organization, day, items), looked.end() == 0


def _health(looked: Looked, _: Asked) -> tuple[Any, bool]:
    from okrctl.core.review.health import health
    from okrctl.views.health import object_of

    found = health(looked.report_day, looked.selection)
    return object_of(looked.report_day, found, looked.line_of), looked.end() == 0


def _tree(looked: Looked, _: Asked) -> tuple[Any, bool]:
    from okrctl.views.tree import tree_json

    return tree_json(looked.report_day, looked.selection), looked.end() == 0


def no_paths(*refs: str) -> None:
    """Stop at a path: nobody may find out from here which files this machine has. References have no dot."""
    for ref in refs:
        if "." in ref or "\\" in ref or ref.startswith("/"):
            raise Stop(f"{ref} is not an objective, key result or department")


def shown(ref: str) -> Callable[[Looked, Asked], tuple[Any, bool]]:
    """The item with a reference, and everything around it."""

    def make(looked: Looked, _: Asked) -> tuple[Any, bool]:
        from okrctl.views.show_data import show_json

        no_paths(ref)
        return show_json(looked.report_day, item_of(looked, ref), looked.positions), looked.end() == 0

    return make


ENDPOINTS = {
    "status": Endpoint(
        "How the company stands", _status, (("since", "What changed since: last-monday, 7d, 2026-02-09."),)
    ),
    "deps": Endpoint("Who waits for whom", _deps, (("status", "Only dependencies in this state."),), refs=False),
    "due": Endpoint("Which check-ins are due", _due, (("within", "Also what becomes due in 3d, 2w."),)),
    "score": Endpoint("Scores and grades", _score),
    "forecast": Endpoint("Where things are heading", _forecast),
    "health": Endpoint("Patterns that make scores look better than the work is", _health),
    "tree": Endpoint("Who helps whom", _tree),
}


def openapi() -> dict[str, Any]:
    """The OpenAPI 3.1 description of the API."""
    paths = {
        f"/api/v1/{name}": _operation(each.summary, name, dict(each.more), ["ref"] if each.refs else [])
        for name, each in ENDPOINTS.items()
    }
    item = _operation("One objective, key result or KPI with everything around it", "show", {}, [])
    item["get"]["parameters"].insert(
        0, {**_parameter("ref", "path", "department/id, or its id alone."), "required": True}
    )
    paths["/api/v1/show/{ref}"] = item
    return {
        "openapi": "3.1.0",
        "info": {"title": "okrctl", "version": __version__, "description": "The JSON of the command line, read-only."},
        "paths": paths,
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{"token": []}],
    }


def _operation(summary: str, name: str, more: Mapping[str, str], refs: list[str]) -> dict[str, Any]:
    single = [_parameter(key, "query", text) for key, text in {**_ONCE, **more}.items()]
    lists = [
        {**_parameter(key, "query", f"Only this {key}; may be given several times."), "explode": True}
        for key in [*refs, *(key for key in _FILTERS if name != "show" and key not in more)]
    ]
    for each in lists:
        each["schema"] = {"type": "array", "items": {"type": "string"}}
    answer = {
        "description": f"As `okrctl {name} --format json`",
        "content": {"application/json": {"schema": shape_of(name)}},
    }
    refused = {"description": "Not found: `error`, with a `hint` if there is one"}
    return {
        "get": {
            "summary": summary,
            "operationId": name,
            "parameters": [*single, *lists],
            "responses": {"200": answer, "400": refused, "401": {"description": "No session token"}},
        }
    }


def _parameter(name: str, place: str, text: str) -> dict[str, Any]:
    return {"name": name, "in": place, "description": text, "schema": {"type": "string"}}
