"""``okrctl help``: answers to a newcomer's questions, one screen each."""

from okrctl import topics
from okrctl.commands._options import argument
from okrctl.commands._terminal import Context

PANEL = "Start"


def command(
    ctx: Context,
    topic: str | None = argument("[TOPIC]", "A topic or a command.", autocompletion=topics.names),
) -> None:
    """Answer common questions: what OKRs are, how often to review, what the symbols mean.

    For example: okrctl help status
    """
    from okrctl.commands import names
    from okrctl.commands._output import tell
    from okrctl.core.values.stop import Stop

    if topic is None:
        width = max(map(len, topics.names()))
        listed = "\n".join(f"  {name:<{width}}  {topics.title(name)}" for name in topics.names())
        tell(f"{listed}\n\nokrctl help TOPIC shows one; okrctl --help lists the commands.")
    elif topic in topics.names():
        tell(topics.text(topic))
    elif topic in names():
        group = ctx.parent.command if ctx.parent else None
        found = group.get_command(ctx.parent, topic)  # type: ignore[union-attr]
        tell(found.make_context(topic, [], parent=ctx.parent, resilient_parsing=True).get_help())
    else:
        raise Stop(f"no topic {topic}", hint=f"available: {', '.join(topics.names())}")
