"""``okrctl templates``: the templates for ``init``."""

from typing import Literal

from okrctl.commands._options import argument
from okrctl.commands.init import names

PANEL = "Start"


def command(
    action: Literal["list", "show"] = argument(
        "[list|show]", "What to do; list by default.", default="list", show_default=True
    ),
    name: str | None = argument("[NAME]", "The template to show, or a folder.", autocompletion=names),
) -> None:
    """List the templates for `init`, or show one: what it asks for, what it writes, and its page.

    For example: okrctl templates show ecommerce
    """
    from okrctl.commands._output import tell
    from okrctl.core.values.stop import Stop
    from okrctl.flows.init.templates import contents, listing

    if action == "list" and name is not None:
        raise Stop("list takes no name", hint=f"okrctl templates show {name}")
    if action == "show" and name is None:
        raise Stop("show needs the name of a template", hint="okrctl templates lists them")
    tell(listing() if name is None else contents(name))
