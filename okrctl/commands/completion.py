"""``okrctl completion``: the script with which a shell completes okrctl's commands, options and values."""

from typing import Literal

import typer

PANEL = "Start"


def command(
    shell: Literal["bash", "zsh", "fish", "powershell"] = typer.Argument(..., help="Your shell."),
) -> None:
    """Print a script that lets your shell complete commands, options and values.

    For bash, add eval "$(okrctl completion bash)" to ~/.bashrc. For zsh, add the same with zsh to ~/.zshrc, below
    compinit. For PowerShell, add okrctl completion powershell | Out-String | Invoke-Expression to $PROFILE. References,
    departments, owners and cycles are completed from the workspace.

    For example: okrctl completion fish > ~/.config/fish/completions/okrctl.fish
    """
    from typer._completion_shared import get_completion_script

    from okrctl.commands._output import emit

    emit(get_completion_script(prog_name="okrctl", complete_var="_OKRCTL_COMPLETE", shell=shell))
