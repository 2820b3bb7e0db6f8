"""The requested JSON Schema."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from okrctl.core.values.stop import Stop


def schema(name: str | None) -> dict[str, Any]:
    """The schema of the files, or of a command's JSON; Stop if it has none."""
    if name is None:
        from okrctl.core.setup.schema import json_schema

        return json_schema()
    from okrctl.views.shapes import commands, named, schema_of

    if name in named():
        return schema_of(named()[name])
    near = get_close_matches(name, named(), n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"available: {', '.join(commands())}; to write to a file: -o FILE"
    raise Stop(f"there is no JSON output {name}", hint=hint)
