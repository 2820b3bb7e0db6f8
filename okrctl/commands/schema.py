"""``okrctl schema``: the JSON Schema of the files, for editors, and of the JSON that commands write."""

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
    from okrctl.flows.schema import schema
    from okrctl.flows.settings import Settings

    write(Settings(), "json", output, data=lambda: schema(of))
