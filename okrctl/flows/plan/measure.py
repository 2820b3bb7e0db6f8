"""How a new key result is measured: from options, or asked for in the words of its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from okrctl.core.edit.written import Short
from okrctl.core.model.asks import Asks, asked
from okrctl.core.model.kind_fields import offered
from okrctl.flows.console import Check
from okrctl.flows.plan import answers as a
from okrctl.flows.stop import Stop

_MILESTONE = re.compile(r"([^=\s]+)=(.+?)(?:@(\d{4}-\d{2}-\d{2}))?", re.ASCII | re.DOTALL)
_CHECKS: dict[str, Check] = {"number": a.number, "change": a.change, "text": a.text}


def measure(answers: a.Answers, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say how a key result is measured.

    Args:
        answers: asks for what is missing.
        given: values of options by field; several for steps.
    """
    said: dict[str, Any] = {key: _checked(_ask(key), value) for key, value in given.items()}
    if not any(key in said for kind in offered() for key in kind.decided_by):
        said |= _asked(answers, said)
    return {
        key: said[key] for key in dict.fromkeys(key for kind in offered() for key in kind.own_keys()) if key in said
    }


def _ask(key: str) -> Asks:
    found = asked(key)
    assert found is not None
    return found


def _checked(ask: Asks, value: Any) -> Any:
    if ask.takes == "steps":
        return [_step(ask, text) for text in value]
    return a.checked(ask.option, value, _CHECKS[ask.takes or "text"])


def _asked(answers: a.Answers, said: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {key: kind for kind in offered() for key in kind.decided_by}
    options = " or ".join(_ask(key).option for key in kinds)
    chosen = answers.needed(options, None, f"Measured by {', '.join(kinds)}", a.one_of(*kinds))
    if chosen is None:
        return {}
    found: dict[str, Any] = {}
    for key in kinds[chosen].asked_first:
        if key not in said:
            first = _ask(key)
            found[key] = answers.wanted(first.option, None, first.question, _CHECKS[first.takes or "text"])
    ask = _ask(chosen)
    if ask.takes == "steps":
        found[chosen] = _asked_steps(answers, ask)
    else:
        found[chosen] = answers.needed("", None, ask.question, _CHECKS[ask.takes or "text"])
    return {key: value for key, value in found.items() if value is not None}


def _asked_steps(answers: a.Answers, ask: Asks) -> Sequence[Short]:
    found: list[Short] = []
    while True:
        question = ask.question + (" (Enter: no more)" if found else "")
        wanted = answers.wanted if found else answers.needed
        text = wanted(
            "", None, question, lambda value: None if _MILESTONE.fullmatch(value) else "write ID=TITLE or ID=TITLE@DATE"
        )
        if text is None:
            return found
        found.append(_step(ask, text))


def _step(ask: Asks, text: str) -> Short:
    found = _MILESTONE.fullmatch(text.strip())
    if found is None:
        raise Stop(f"{ask.option} {text}: an id and a title are wanted", hint="write ID=TITLE, or ID=TITLE@DATE")
    id, title, due = found.groups()
    return Short({"id": a.checked(ask.option, id, a.usable_id), "title": title.strip()} | ({"due": due} if due else {}))
