"""The options of `okrctl new key-result` that kinds of key results bring with them, looked up when it is called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typer.core import TyperCommand, TyperOption

_AFTER = "id"
_SAID = "okrctl.measured"


class WithKinds(TyperCommand):
    """A command with an option for each key that a kind of key result adds."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The options of its own, with those of the kinds below the id."""
        own = super().get_params(ctx)
        at = next(position for position, option in enumerate(own, 1) if option.name == _AFTER)
        return [*own[:at], *_options(), *own[at:]]


def said(ctx: Any) -> dict[str, Any]:
    """What these options said, by key."""
    found: dict[str, Any] = ctx.meta.get(_SAID, {})
    return found


def _options() -> Iterator[TyperOption]:
    from okrctl.core.model.asks import asked
    from okrctl.core.model.kind_fields import offered_keys

    for key in offered_keys():
        ask = asked(key)
        if ask is not None:
            yield TyperOption(
                param_decls=[ask.option, f"measured_{key}"],
                type=str,
                metavar=ask.metavar,
                help=ask.help,
                multiple=ask.takes == "steps",
                expose_value=False,
                callback=_keep(key),
            )


def _keep(key: str) -> Any:
    def keep(ctx: Any, option: Any, value: Any) -> Any:
        if value:
            ctx.meta.setdefault(_SAID, {})[key] = value
        return value

    return keep
