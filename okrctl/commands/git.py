"""``okrctl git setup``: set git up to merge OKR files by meaning."""

from typing import Literal

from okrctl.commands._options import argument, flag
from okrctl.commands._terminal import Context, opened

PANEL = "In CI and git"


def command(
    ctx: Context,
    action: Literal["setup"] = argument("setup", "What to do: setup."),
    user: bool = flag("--global", help="Set it up for all your repositories, not just this one."),
    remove: bool = flag("--remove", help="Undo the setup."),
    check: bool = flag("--check", help="Only report what is missing; exit with 1 if anything is."),
) -> None:
    """Set git up to merge OKR files by meaning and to show their ids in diffs.

    Run it once per clone; without it, git merges line by line, as usual. It registers the merge driver in git's
    configuration and adds a line for each pattern of `files:` to the workspace's .gitattributes. Commit that file to
    share it. okrctl lists each change and leaves other settings and lines alone.

    For example: okrctl git setup --check
    """
    from okrctl.flows.git.setup import set_up

    set_up(*opened(ctx), user=user, remove=remove, check=check)
