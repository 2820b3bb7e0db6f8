"""The root of the command line: global options, commands loaded when they are called, help in panels.

Commands are the modules of ``okrctl/commands``; nothing keeps a list of them. Typer ships its own copy of click, whose
types are private to it: contexts and commands are ``Any`` here.
"""

from __future__ import annotations

import copy
import os
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from okrctl import __version__, commands
from okrctl.commands import _options as o
from okrctl.commands._parameters import Command, OwnParameters
from okrctl.core.values.stop import EXIT_USAGE, Stop
from okrctl.flows.settings import Settings


class LazyGroup(OwnParameters, TyperGroup):
    """A group that finds its commands by name and imports the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in the order of the help: by panel, then alphabetically."""
        return [name for names in commands.panels().values() for name in names]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, ready to be parsed; None when it does not exist."""
        if cmd_name not in commands.names():
            return None
        command = build(cmd_name)
        for each in (command, *getattr(command, "commands", {}).values()):
            _accept_global_options(each, self)
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As in Typer, but an unknown command gets a suggestion."""
        if args[0] not in commands.names() and not args[0].startswith("-") and not ctx.resilient_parsing:
            near = get_close_matches(args[0], commands.names(), n=1)
            ctx.fail(f"no command '{args[0]}'" + (f"; did you mean '{near[0]}'?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands with the first sentence of their help, in panels."""
        for panel, names in commands.panels().items():
            with formatter.section(panel):
                formatter.write_dl([(name, _summary(name)) for name in names])


class Parts(OwnParameters, TyperGroup):
    """A command with subcommands, such as ``new``; on a terminal it asks for a missing one."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """As in Typer, once the subcommand is known."""
        if not args:
            from okrctl.commands._missing import chosen_part

            part = chosen_part(ctx, ctx.info_name)
            args = [part] if part else args
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As in Typer, but an unknown subcommand gets a suggestion."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            near = get_close_matches(args[0], self.commands, n=1)
            way_out = f"did you mean '{near[0]}'?" if near else f"available: {', '.join(self.commands)}"
            ctx.fail(f"no command '{ctx.info_name} {args[0]}'; {way_out}")
        return super().resolve_command(ctx, args)


def build(name: str) -> Any:
    """The Typer command of that name, with its subcommands if any."""
    module = commands.load(name)
    one = typer.Typer(name=name, cls=Parts, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
    parts = commands.parts(module)
    for part, inner in parts.items():
        one.command(part, cls=getattr(inner, "CLASS", Command))(inner.command)
    (one.callback() if parts else one.command(name, cls=Command))(module.command)
    return typer.main.get_command(one)


def _summary(name: str) -> str:
    return (commands.load(name).command.__doc__ or "").strip().partition("\n")[0].rstrip(".")


def _accept_global_options(command: Any, group: Any) -> None:
    """Accept global options after the command's name too, unless the command has an option of that name."""
    own = {spelling for option in command.params for spelling in (*option.opts, *option.secondary_opts)}
    for option in group.params:
        free = [spelling for spelling in option.opts if spelling not in own]
        if free and option.name in Settings.OVERRIDABLE:
            twin = copy.copy(option)
            twin.name, twin.opts = f"_global_{option.name}", free
            twin.hidden, twin.expose_value, twin.envvar, twin.default = True, False, None, None
            twin.callback = _override(option.name)
            command.params.append(twin)
            if option.name in group.converters:
                command.converters[twin.name] = group.converters[option.name]


def _override(name: str) -> Any:
    def apply(ctx: Any, option: Any, value: Any) -> None:
        if value not in (None, False) and isinstance(ctx.obj, Settings):
            ctx.obj = ctx.obj.override(name, value)

    return apply


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"okrctl {__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(epilog="okrctl COMMAND --help explains a command. Global options can also follow its name.")
def root(
    ctx: typer.Context,
    root: Path | None = o.option("--root", "DIR", "The workspace folder, or a folder inside it.", envvar="OKRCTL_ROOT"),
    as_of: Any = o.option("--as-of", "DATE", "Report the state on that day.", parser=o.day),
    at: str | None = o.option("--at", "REV", "Read the files from that git revision."),
    quiet: bool = o.flag("-q", "--quiet", help="Print only the result."),
    verbose: bool = o.flag("-v", "--verbose", help="Print more details."),
    no_color: bool = o.flag("--no-color", help="No color, as with NO_COLOR set."),
    no_cache: bool = typer.Option(False, "--no-cache", envvar="OKRCTL_NO_CACHE", help="Do not use or write the cache."),
    version: bool = typer.Option(
        False, "-V", "--version", is_eager=True, callback=_print_version, help="Print the version."
    ),
) -> None:
    """Objectives and key results in plain-text files: validated, scored and reviewed in git."""
    from okrctl.shell.terminal import wants_color

    color = not no_color and wants_color(sys.stdout)
    ctx.obj = Settings(root, as_of, at, quiet, verbose, color, not no_cache)


def run(args: list[str]) -> int:
    """Parse these arguments, run the command, and return the exit code."""
    _name_the_shell(args)
    group: Any = typer.main.get_command(app)
    if "_OKRCTL_COMPLETE" in os.environ:
        group.main(args, prog_name="okrctl")
    try:
        with group.make_context("okrctl", list(args)) as ctx:
            group.invoke(ctx)
    except typer.Exit as end:
        return end.exit_code
    except Stop as stop:
        return _explain_stop(stop)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        return _explain_usage(error)
    return 0


def _name_the_shell(args: list[str]) -> None:
    """Use the shell named after a completion option; Typer would use the one it runs in."""
    for option, value in zip(args, [*args[1:], "-"], strict=False):
        name, equals, _ = option.partition("=")
        if name in ("--show-completion", "--install-completion") and (equals or not value.startswith("-")):
            os.environ["_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION"] = "1"


def _explain_stop(stop: Stop) -> int:
    from okrctl.commands._output import complain

    if stop.message is not None:
        complain(stop.message, stop.hint)
    return stop.code


def _explain_usage(error: Any) -> int:
    """Report a wrong command line, with a suggestion and where to find help."""
    from okrctl.commands._output import complain

    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stderr.write(error.format_message() + "\n")
        return EXIT_USAGE
    message = error.format_message()
    if type(error).__name__ == "NoSuchOption":
        from okrctl.commands._guesses import meant

        guess = meant(error)
        message = f"{error.message}; did you mean {guess}?" if guess else error.message
    path = error.ctx.command_path if getattr(error, "ctx", None) else "okrctl"
    complain(message[:1].lower() + message[1:], f"see {path} --help")
    return EXIT_USAGE
