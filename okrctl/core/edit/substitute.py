"""Replace scalars of a YAML text, values and keys alike, touching nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from okrctl.core.edit.events import Event, Refusal, after, children, locate, refusal_at
from okrctl.core.edit.lines import events_of
from okrctl.core.edit.proof import Edit, Plan, Splice, edited
from okrctl.core.edit.written import scalar
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import events as ev

_BLOCK = ("|", ">")
_DEEPEST = 64


@frozen
class Spot:
    """A scalar: a value, or with ``on_key`` the last key of its path."""

    path: DocPath
    on_key: bool = False


@frozen
class _Found:
    """The index of a scalar's event; whether it is in brackets; whether it is used elsewhere, too."""

    index: int
    flow: bool
    shared: bool


def substitute(text: str, values: Mapping[Spot, str]) -> Edit | Refusal:
    """Replace the values of scalars, all at once, or say why that isn't safe.

    Quotes are kept where possible. The proof is that of every edit: the events are the old ones with these scalars
    replaced, and everything outside the splices is unchanged.
    """

    def make(text: str, events: Sequence[Event]) -> Plan | Refusal:
        found = _scalars(events)
        expected = list(events)
        splices = []
        for spot, value in values.items():
            at = found.get(spot)
            if at is None:
                return Refusal(f"{'/'.join(map(str, spot.path))} is not a plain text")
            splice = _splice(text, events[at.index], value, at)
            if isinstance(splice, Refusal):
                return splice
            new = events_of("{x: " + splice.inserted.strip() + "}" if at.flow else "x: " + splice.inserted.strip())
            if isinstance(new, Refusal) or len(new) != 4 or getattr(new[2], "value", None) != value:
                return refusal_at("the new text would not read as intended", events[at.index])
            expected[at.index] = new[2]
            splices.append(splice)
        return Plan(tuple(sorted(splices, key=lambda splice: splice.start)), expected)

    return edited(text, make)


def enclose(text: str, path: DocPath, flow: str) -> Edit | Refusal:
    """Turn the single value at ``path`` into a list in brackets with a second value, given in flow style."""

    def make(text: str, events: Sequence[Event]) -> Plan | Refusal:
        spot = locate(events, path)
        if isinstance(spot, Refusal):
            return spot
        if spot.value is None:
            return refusal_at("there is no value to add to", events[spot.parent])
        stop = after(events, spot.value)
        first, last = events[spot.value], events[stop - 1]
        begin, end = first.start_mark.index, last.end_mark.index
        in_lines = getattr(first, "style", None) in _BLOCK or getattr(first, "flow_style", True) is False
        if in_lines or first.start_mark.line != last.end_mark.line:
            return refusal_at("okrctl can't add to a value over several lines", first)
        new = events_of(f"x: [{text[begin:end]}, {flow}]")
        if isinstance(new, Refusal):
            return new
        splices = (Splice(begin, "", "["), Splice(end, "", f", {flow}]"))
        return Plan(splices, [*events[: spot.value], *new[2:-1], *events[stop:]])

    return edited(text, make)


def _splice(text: str, event: Event, value: str, at: _Found) -> Splice | Refusal:
    start, end = event.start_mark.index, event.end_mark.index
    if at.shared or event.anchor:
        return refusal_at("it is also used elsewhere, which would change too", event)
    if event.tag:
        return refusal_at("okrctl doesn't change a text with a tag", event)
    if event.style in _BLOCK:
        if "#" in text[start:end].partition("\n")[0]:
            return refusal_at("a comment follows the sign that starts this text", event)
        end = start + len(text[start:end].rstrip())
    if start == end:
        if text[start - 1 : start] not in (":", "-"):
            return refusal_at("it is unclear where this empty value is", event)
        return Splice(start, "", " " + scalar(value, flow=at.flow))
    return Splice(start, text[start:end], _in_style(event.style, value, at.flow))


def _in_style(style: str | None, value: str, flow: bool) -> str:
    """A text in the quotes of the old one, if possible."""
    if value.isprintable() and style == "'":
        return "'" + value.replace("'", "''") + "'"
    if value.isprintable() and style == '"' and not set(value) & set('\\"'):
        return f'"{value}"'
    return scalar(value, flow=flow)


def _scalars(events: Sequence[Event]) -> dict[Spot, _Found]:
    """All scalars that occur only once in a document."""
    aliases = {str(event.anchor) for event in events if type(event) is ev.AliasEvent}
    found: dict[Spot, _Found] = {}
    twice: set[Spot] = set()
    for spot, scalar_at in _walk(events, 2, (), aliases, False, False):
        if spot in found:
            twice.add(spot)
        found[spot] = scalar_at
    return {spot: scalar_at for spot, scalar_at in found.items() if spot not in twice}


def _walk(
    events: Sequence[Event], start: int, path: DocPath, aliases: set[str], flow: bool, shared: bool
) -> Iterator[tuple[Spot, _Found]]:
    event = events[start]
    shared = shared or getattr(event, "anchor", None) in aliases
    if type(event) is ev.ScalarEvent:
        yield Spot(path), _Found(start, flow, shared)
    if type(event) not in (ev.MappingStartEvent, ev.SequenceStartEvent) or len(path) > _DEEPEST:
        return
    flow = flow or event.flow_style
    inside = children(events, start)
    if type(event) is ev.SequenceStartEvent:
        for number, index in enumerate(inside):
            yield from _walk(events, index, (*path, number), aliases, flow, shared)
        return
    for name, index in zip(inside[::2], inside[1::2], strict=True):
        if type(events[name]) is ev.ScalarEvent:
            inner = (*path, str(events[name].value))
            yield Spot(inner, on_key=True), _Found(name, flow, shared)
            yield from _walk(events, index, inner, aliases, flow, shared)
