"""Slack's Block Kit: the JSON for an incoming webhook.

The limits are Slack's published ones: 50 blocks, 150 characters in a header, 3,000 in the text of a section, 10 fields
of 2,000 characters each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from okrctl.core.values import safe
from okrctl.render.data.json import render as to_json
from okrctl.views.digest import Digest, Standing
from okrctl.views.needs import Need
from okrctl.views.signs import sign

_ACTS = re.compile(r"[*~`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=[A-Za-z0-9_+'-]+:)")
"""Marks that would format text in pairs; an invisible word joiner after each prevents that."""
_BLOCKS = 50
_HEADER = 150
_TEXT = 3000
_FIELD = 2000
_FIELDS = 10


def render(digest: Digest) -> str:
    """The message."""
    blocks = list(_blocks(digest))[:_BLOCKS]
    company = digest.company
    fallback = f"{company.name}: {company.standing}, {company.status}"
    return to_json({"text": _cut(_plain(fallback), _TEXT), "blocks": blocks})


def _blocks(digest: Digest) -> Iterator[dict[str, Any]]:
    company = digest.company
    title = f"{company.name} as of {digest.day}"
    yield {"type": "header", "text": {"type": "plain_text", "text": _cut(safe.line(title), _HEADER), "emoji": False}}
    yield _section(f"{sign(company.status)} *{company.status}* · {_plain(company.standing)}")
    for at in range(0, len(digest.departments), _FIELDS):
        yield {"type": "section", "fields": [_field(each) for each in digest.departments[at : at + _FIELDS]]}
    if digest.needs:
        yield {"type": "divider"}
        yield _section("*Needs you*")
    for need in digest.needs:
        yield _section(_told(need))
    if digest.more:
        yield {"type": "context", "elements": [_text(f"… and {digest.more} more: `okrctl status --all`", _FIELD)]}


def _field(each: Standing) -> dict[str, str]:
    return _text(f"{sign(each.status)} *{_plain(each.name)}*\n{_plain(each.standing)}, {each.status}", _FIELD)


def _told(need: Need) -> str:
    who = f" · {_plain(need.owner)}" if need.owner else ""
    head = f"{sign(need.status) if need.status else '·'} *{_plain(need.title)}*{who}"
    lines = [head, *(_plain(text) for text in (need.facts, need.waiting) if text)]
    return "\n".join([*lines, f"`{_plain(need.command)}`"] if need.command else lines)


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": _text(text, _TEXT)}


def _text(text: str, limit: int) -> dict[str, str]:
    return {"type": "mrkdwn", "text": _cut(text, limit)}


def _plain(text: str) -> str:
    """A user's text that Slack shows unchanged: without mentions, links, emoji and formatting."""
    text = safe.line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ACTS.sub("\\g<0>\u2060", text)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
