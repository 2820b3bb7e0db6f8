"""``okrctl git setup``: git learns to merge OKR files by meaning."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from okrctl.commands._output import EXIT_FINDINGS, complain, fail, note, tell
from okrctl.commands._settings import Settings, settings

if TYPE_CHECKING:
    from okrctl.shell.git_setup import Settings as GitSettings

PANEL = "In CI and git"


def command(
    ctx: typer.Context,
    action: Annotated[Literal["setup"], typer.Argument(metavar="setup", help="What to do: setup.")],
    user: Annotated[
        bool, typer.Option("--global", help="Tell git for all your repositories, not just for this one.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take back what setup has done.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only say what is missing; ends with 1 if anything is.")
    ] = False,
) -> None:
    """Let git merge OKR files by meaning, and show their ids in diffs.

    Registers the merge driver in git's configuration (each clone needs that once; without it git merges by lines, as
    ever) and puts a line for each pattern of `files:` into the workspace's .gitattributes, which is there for everyone
    once it is committed. Every change is announced; other settings and lines stay as they are.
    """
    from okrctl.core.values import safe
    from okrctl.shell.git import GitError
    from okrctl.shell.session import WorkspaceError
    from okrctl.shell.write import WriteError

    if check and remove:
        fail("--check and --remove do not go together", way_out="leave one of them out")
    found = settings(ctx)
    if found.at is not None:
        fail("git cannot be set up at a past revision", way_out="leave --at out")
    try:
        folder = _folder(found, user=user)
        if check:
            _check(found, folder, user=user)
        else:
            _change(found, folder, user=user, remove=remove)
    except (GitError, WorkspaceError) as error:
        fail(safe.path(error.message), way_out=error.hint)
    except WriteError as error:
        fail(safe.path(error.message), EXIT_FINDINGS, error.hint)


def _folder(found: Settings, *, user: bool) -> Path | None:
    """The workspace's folder, in a git repository; outside of one there is none, and only --global goes on."""
    from okrctl.shell.files import find_root
    from okrctl.shell.git import Repository
    from okrctl.shell.session import locate_root

    if user and found.root is None and find_root(Path.cwd()) is None:
        return None
    folder = locate_root(found.root)
    if not user:
        Repository(folder)
    return folder


def _patterns(folder: Path) -> tuple[str, ...]:
    from okrctl.shell.session import WorkingTree, read_config

    return read_config(WorkingTree(folder), folder).files


def _change(found: Settings, folder: Path | None, *, user: bool, remove: bool) -> None:
    from okrctl.core.setup.git_setup import ATTRIBUTES, attribute_lines, with_lines, without_lines
    from okrctl.shell.git_setup import read_attributes, write_attributes

    done: list[str] = []
    if folder is None:
        _change_settings(_settings(folder, user=user), done, remove=remove)
        note(found, "there is no workspace here, so no .gitattributes was touched")
    else:
        file = folder / ATTRIBUTES
        patterns = _patterns(folder)
        # what cannot be read is told before anything is changed
        text = read_attributes(file)
        after = without_lines(text) if remove else with_lines(text, patterns)
        _change_settings(_settings(folder, user=user), done, remove=remove)
        if after != text:
            with _telling(done):
                warnings = write_attributes(file, text, after)
            what = (
                ", ".join(attribute_lines(patterns)) if not remove else "lines removed" if after.strip() else "removed"
            )
            done.append(f"{_shown(file)}: {_line(what)}")
            for warning in warnings:
                complain(_line(warning))
    tell("\n".join(done) or ("there was nothing to take back" if remove else "all of it was there already"))
    if not remove and folder is not None and any(ATTRIBUTES in line for line in done):
        note(found, f"commit {ATTRIBUTES}, and have everyone run okrctl git setup once in their clone")


def _change_settings(there: GitSettings, done: list[str], *, remove: bool) -> None:
    from okrctl.core.setup.git_setup import SETTINGS

    with _telling(done):
        for name, value in SETTINGS.items():
            before = there.get(name)
            if remove and before is not None:
                there.unset(name)
                done.append(f"git config {there.scope}: removed {name}")
            elif not remove and before != value:
                there.set(name, value)
                done.append(f"git config {there.scope}: set {name}")


@contextmanager
def _telling(done: list[str]) -> Iterator[None]:
    """When a step fails, those before it are told all the same."""
    try:
        yield
    except BaseException:
        if done:
            tell("\n".join(done))
        raise


def _check(found: Settings, folder: Path | None, *, user: bool) -> None:
    from okrctl.core.setup.git_setup import SETTINGS
    from okrctl.shell.files import find_files
    from okrctl.shell.git_setup import unattended

    there = _settings(folder, user=user)
    missing = []
    for name, value in SETTINGS.items():
        now = there.get(name) if user else there.effective(name)
        if now != value:
            missing.append(f"git config: {name} is {'missing' if now is None else 'not as it should be'}")
    if folder is not None:
        missing += _missing_lines(folder)
        if not user:
            files = find_files(folder, _patterns(folder))
            stray = unattended(folder, files, "okrctl")
            missing += [f"{_line(path)}: git would merge it by lines" for path in stray[:5]]
    if missing:
        tell("\n".join(missing))
        note(found, f"okrctl git setup{' --global' if user else ''} puts this right")
        raise typer.Exit(EXIT_FINDINGS)
    tell("git merges OKR files by meaning here")


def _missing_lines(folder: Path) -> list[str]:
    from okrctl.core.setup.git_setup import ATTRIBUTES, attribute_lines
    from okrctl.shell.git_setup import read_attributes

    file = folder / ATTRIBUTES
    there = {line.strip() for line in read_attributes(file).split("\n")}
    return [
        f"{_shown(file)}: no line {_line(line)}" for line in attribute_lines(_patterns(folder)) if line not in there
    ]


def _settings(folder: Path | None, *, user: bool) -> GitSettings:
    from okrctl.shell.git_setup import Settings as Found

    return Found(folder or Path.cwd(), user=user)


def _shown(file: Path) -> str:
    from okrctl.core.values import safe

    return safe.path(file.as_posix())


def _line(text: str) -> str:
    from okrctl.core.values import safe

    return safe.line(text)
