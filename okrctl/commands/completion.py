"""``okrctl completion``: the script with which a shell completes okrctl's commands, options and values."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

PANEL = "Start"


def command(
    shell: Annotated[Literal["bash", "zsh", "fish", "powershell"], typer.Argument(help="Your shell.")],
) -> None:
    """Print the script with which your shell completes commands, options and values.

    bash, in ~/.bashrc: eval "$(okrctl completion bash)". zsh, in ~/.zshrc below compinit: the same with zsh.
    PowerShell, in $PROFILE: okrctl completion powershell | Out-String | Invoke-Expression. References, departments,
    owners and cycles come from the workspace.

    For example: okrctl completion fish > ~/.config/fish/completions/okrctl.fish
    """
    from typer._completion_shared import get_completion_script

    from okrctl.commands._output import emit

    emit(get_completion_script(prog_name="okrctl", complete_var="_OKRCTL_COMPLETE", shell=shell))
