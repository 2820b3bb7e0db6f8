"""``okrctl schema``: the JSON Schema of the files, for editors, and of the JSON that commands write."""

from difflib import get_close_matches
from pathlib import Path

import typer

from okrctl.commands._options import option

PANEL = "Exchange"


def names() -> list[str]:
    """The outputs that have a schema, for completion."""
    from okrctl.views.shapes import commands

    return list(commands())


def command(
    of: str | None = option(
        "--output", "NAME", "The schema of this command's JSON, such as status.", autocompletion=names
    ),
    output: Path | None = typer.Option(
        None, "-o", "--output-file", metavar="FILE", help="Write the result to this file."
    ),
) -> None:
    """Print the JSON Schema of okrctl.yaml and department files, or of what a command writes with --format json.

    `okrctl init` writes the schema of the files to .okrctl/schema.json. Editors with a YAML language server use it in
    every file that starts with "# yaml-language-server: $schema=../.okrctl/schema.json" (a path relative to the file).

    For example: okrctl schema --output status
    """
    from okrctl.commands._output import write
    from okrctl.core.setup.schema import json_schema
    from okrctl.core.values.stop import Stop
    from okrctl.flows.settings import Settings
    from okrctl.views.shapes import commands, named, schema_of

    if of is not None and of not in named():
        near = get_close_matches(of, named(), n=1, cutoff=0.5)
        known = f"available: {', '.join(commands())}; to write to a file: -o FILE"
        raise Stop(f"there is no JSON output {of}", hint=f"did you mean {near[0]}?" if near else known)
    write(Settings(), "json", output, data=lambda: json_schema() if of is None else schema_of(named()[of]))
