"""``okrctl completion``: the script with which a shell completes okrctl's commands, options and values."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

PANEL = "Start"


def command(
    shell: Annotated[Literal["bash", "zsh", "fish", "powershell"], typer.Argument(help="Your shell.")],
) -> None:
    """Print the script that makes a shell complete commands, options and values.

    bash: eval "$(okrctl completion bash)" in ~/.bashrc; zsh: the same with zsh in ~/.zshrc, below compinit; fish:
    okrctl completion fish > ~/.config/fish/completions/okrctl.fish; PowerShell: okrctl completion powershell |
    Out-String | Invoke-Expression in $PROFILE. References, departments, owners and cycles come from the workspace.
    """
    from typer._completion_shared import get_completion_script

    from okrctl.commands._output import emit

    emit(get_completion_script(prog_name="okrctl", complete_var="_OKRCTL_COMPLETE", shell=shell))
