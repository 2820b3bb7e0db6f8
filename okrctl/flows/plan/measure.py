"""How a new key result is measured: from options, or asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from okrctl.core.edit.written import Short
from okrctl.flows.console import Check
from okrctl.flows.plan import answers as a
from okrctl.flows.stop import Stop

_MILESTONE = re.compile(r"([^=\s]+)=(.+?)(?:@(\d{4}-\d{2}-\d{2}))?", re.ASCII | re.DOTALL)
_CHECKS: dict[str, Check] = {
    "baseline": a.number,
    "target": a.number,
    "change": a.change,
    "count": a.number,
    "at_least": a.number,
    "at_most": a.number,
    "hold": a.text,
    "done_when": a.text,
}
_ASKED = {
    "target": "Target",
    "change": "Change, signed: +20%, +2pp or -1",
    "count": "How many",
    "at_least": "At least",
    "at_most": "At most",
    "done_when": "What shows that it is done",
}


def measure(answers: a.Answers, given: Mapping[str, str | None], milestones: Sequence[str]) -> dict[str, Any]:
    """The fields that say how a key result is measured.

    Args:
        answers: asks for what is missing.
        given: values of options by field.
        milestones: values of ``--milestone``.
    """
    said: dict[str, Any] = {
        name: a.checked(f"--{name.replace('_', '-')}", value, _CHECKS[name])
        for name, value in given.items()
        if value is not None
    }
    if milestones:
        said["milestones"] = [_milestone(text) for text in milestones]
    if not set(said) - {"baseline", "hold"}:
        said |= _asked(answers, said)
    order = (*_CHECKS, "milestones")
    return {name: said[name] for name in sorted(said, key=order.index)}


def _asked(answers: a.Answers, said: Mapping[str, Any]) -> dict[str, Any]:
    kinds = ("target", "change", "count", "at_least", "at_most", "done_when", "milestones")
    options = " or ".join(
        f"--{kind.removesuffix('s') if kind == 'milestones' else kind.replace('_', '-')}" for kind in kinds
    )
    kind = answers.needed(options, None, f"Measured by {', '.join(kinds)}", a.one_of(*kinds))
    if kind is None:
        return {}
    if kind == "milestones":
        return {"milestones": _asked_milestones(answers)}
    found: dict[str, Any] = {}
    if kind in ("target", "change") and "baseline" not in said:
        found["baseline"] = answers.wanted("--baseline", None, "Baseline (Enter: not known yet)", a.number)
    found[kind] = answers.needed("", None, _ASKED[kind], _CHECKS[kind])
    return {name: value for name, value in found.items() if value is not None}


def _asked_milestones(answers: a.Answers) -> list[Short]:
    found: list[Short] = []
    while True:
        question = "Milestone as ID=TITLE@DATE" + (" (Enter: no more)" if found else "")
        ask = answers.wanted if found else answers.needed
        text = ask(
            "", None, question, lambda value: None if _MILESTONE.fullmatch(value) else "write ID=TITLE or ID=TITLE@DATE"
        )
        if text is None:
            return found
        found.append(_milestone(text))


def _milestone(text: str) -> Short:
    found = _MILESTONE.fullmatch(text.strip())
    if found is None:
        raise Stop(f"--milestone {text}: an id and a title are wanted", hint="write ID=TITLE, or ID=TITLE@DATE")
    id, title, due = found.groups()
    return Short(
        {"id": a.checked("--milestone", id, a.usable_id), "title": title.strip()} | ({"due": due} if due else {})
    )
