"""The page of the Python API, made from what ``okrctl.api`` exports."""

from __future__ import annotations

import inspect
from dataclasses import fields, is_dataclass
from typing import Any

_INTRO = """\
These are the names that `okrctl.api` exports; `load`, `Workspace`, `Report`, `Edit` and `OkrctlError` are in `okrctl`,
too. The [guide](../guide/python.md) shows how to use them.

They follow [semantic versioning](https://semver.org): within a major version names, parameters and fields are only
added, and values keep their meaning. Before 1.0.0 a minor version may break something; the changelog says what.
Everything else (`okrctl.core`, `okrctl.flows` and the other packages) may change in any release, and so may the texts
of messages and of `repr()`.
"""


def page() -> str:
    """Every public name with its signature, fields and documentation."""
    from okrctl import api

    parts = [f"# Python API\n\n{_INTRO}"]
    for name in api.__all__:
        found = getattr(api, name)
        heading = f"## {name}\n\n"
        if inspect.isclass(found):
            parts.append(heading + _class(found))
        else:
            parts.append(heading + f"```python\n{_signature(name, found)}\n```\n\n{_doc(found)}\n")
    return "\n".join(parts)


def _class(found: type[Any]) -> str:
    lines = [_doc(found), ""]
    if is_dataclass(found):
        lines += ["| field | type |", "|---|---|"]
        lines += [f"| `{each.name}` | `{str(each.type).replace('|', chr(92) + '|')}` |" for each in fields(found)]
        return "\n".join(lines) + "\n"
    for name, member in vars(found).items():
        if name.startswith("_") and name not in ("__contains__", "__getitem__"):
            continue
        get = getattr(member, "fget", None) or getattr(member, "func", None)
        told = f"{name} -> {inspect.signature(get).return_annotation}" if get else _signature(name, member)
        lines += [f"### {found.__name__}.{name}", "", f"```python\n{told}\n```", "", _doc(get or member), ""]
    return "\n".join(lines)


def _signature(name: str, function: Any) -> str:
    signature = inspect.signature(function)
    shown = [each for each in signature.parameters.values() if each.name != "self"]
    texts = [str(each) for each in shown]
    named = next((index for index, each in enumerate(shown) if each.kind is each.KEYWORD_ONLY), None)
    if named is not None:
        texts.insert(named, "*")
    return f"{name}({', '.join(texts)}) -> {signature.return_annotation}".replace("'", "")


def _doc(found: Any) -> str:
    return inspect.cleandoc(found.__doc__ or "").replace("\n    ", "\n* ")
