"""``git setup``: set git up to merge OKR files by meaning."""

from __future__ import annotations

from pathlib import Path

from okrctl.core.setup.git_setup import ATTRIBUTES, SETTINGS, attribute_lines, with_lines, without_lines
from okrctl.core.values import safe
from okrctl.core.values.stop import EXIT_FINDINGS, Stop
from okrctl.flows.console import Console
from okrctl.flows.settings import Settings
from okrctl.shell.files import find_files, find_root
from okrctl.shell.git import Repository
from okrctl.shell.git_setup import Settings as GitSettings
from okrctl.shell.git_setup import read_attributes, unattended, write_attributes
from okrctl.shell.session import locate_root, read_config


def set_up(settings: Settings, console: Console, *, user: bool, remove: bool, check: bool) -> None:
    """Register the merge driver, remove it, or with ``check`` only report what is missing (Stop with 1).

    With ``user``, it is for all repositories of the user, not just for this one.
    """
    if check and remove:
        raise Stop("--check and --remove cannot be combined", hint="leave out one of them")
    if settings.at is not None:
        raise Stop("git cannot be set up at a past revision", hint="leave out --at")
    # without a workspace, only the user's own settings can be changed
    outside = user and settings.root is None and find_root(Path.cwd()) is None
    folder = None if outside else locate_root(settings.root)
    if folder and not user:
        Repository(folder)
    if check:
        _check(console, folder, user=user)
    else:
        _change(console, folder, user=user, remove=remove)


def _change(console: Console, folder: Path | None, *, user: bool, remove: bool) -> None:
    """Change both, and tell each step as it is done."""
    file = folder / ATTRIBUTES if folder else None
    # report unreadable files before changing anything
    patterns, text = (read_config(folder).files, read_attributes(file)) if folder and file else ((), "")
    there, done = GitSettings(folder or Path.cwd(), user=user), False
    for name, value in SETTINGS.items():
        before = there.get(name)
        if remove and before is not None:
            there.unset(name)
            console.tell(f"git config {there.scope}: removed {name}")
            done = True
        elif not remove and before != value:
            there.set(name, value)
            console.tell(f"git config {there.scope}: set {name}")
            done = True
    after = without_lines(text) if remove else with_lines(text, patterns)
    if file is None:
        console.note("no workspace here, so .gitattributes is unchanged")
    elif after != text:
        warnings = write_attributes(file, text, after)
        what = ", ".join(attribute_lines(patterns)) if not remove else "lines removed" if after.strip() else "removed"
        console.tell(f"{safe.path(file.as_posix())}: {safe.line(what)}")
        for warning in warnings:
            console.complain(safe.line(warning))
        if not remove:
            console.note(f"commit {ATTRIBUTES}, and ask everyone to run okrctl git setup once in their clone")
        return
    if not done:
        console.tell("nothing to remove" if remove else "already set up")


def _check(console: Console, folder: Path | None, *, user: bool) -> None:
    there = GitSettings(folder or Path.cwd(), user=user)
    missing = []
    for name, value in SETTINGS.items():
        now = there.get(name) if user else there.effective(name)
        if now != value:
            missing.append(f"git config: {name} is {'missing' if now is None else 'different'}")
    if folder is not None:
        file, patterns = folder / ATTRIBUTES, read_config(folder).files
        there_already = {line.strip() for line in read_attributes(file).split("\n")}
        lines = [line for line in attribute_lines(patterns) if line not in there_already]
        missing += [f"{safe.path(file.as_posix())}: no line {safe.line(line)}" for line in lines]
        if not user:
            stray = unattended(folder, find_files(folder, patterns), "okrctl")
            missing += [f"{safe.line(path)}: git would merge it by lines" for path in stray[:5]]
    if missing:
        console.tell("\n".join(missing))
        console.note(f"to fix this: okrctl git setup{' --global' if user else ''}")
        raise Stop(code=EXIT_FINDINGS)
    console.tell("git merges OKR files by meaning here")
