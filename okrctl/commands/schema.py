"""``okrctl schema``: the JSON Schema with which editors complete and check the files."""

from __future__ import annotations

from okrctl.commands._options import Output

PANEL = "Exchange"


def command(output: Output = None) -> None:
    """Print the JSON Schema of okrctl.yaml and department files.

    `okrctl init` writes it to .okrctl/schema.json. Editors with a YAML language server use it in every file that begins
    with "# yaml-language-server: $schema=../.okrctl/schema.json" (the path leads there from the file).
    """
    from okrctl.commands._output import write
    from okrctl.core.setup.schema import json_schema
    from okrctl.flows.settings import Settings

    write(Settings(), "json", output, data=json_schema)
