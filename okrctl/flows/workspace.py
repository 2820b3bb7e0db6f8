"""What every flow that reads a workspace needs: open it, get the day, find named items, report what was left out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from okrctl.core.company.references import Target
from okrctl.core.values import safe
from okrctl.core.values.cycle import FIRST_YEAR, LAST_YEAR
from okrctl.core.values.diagnostic import Problem
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import EXIT_FINDINGS, EXIT_OK, Stop
from okrctl.flows.console import Console
from okrctl.flows.settings import Settings
from okrctl.shell.session import OpenedWorkspace, Session, Tree

_NAMED_AT_MOST = 5


@frozen
class Named:
    """The meaning of a name on the command line; ``path`` is set if a file was named, and limits it to that file.

    A file with only check-ins means its whole department.
    """

    target: Target
    path: str | None = None


def homes(settings: Settings, texts: Iterable[str]) -> dict[Path | None, list[str]]:
    """The names on the command line, by workspace.

    A path belongs to the workspace found upward from the file, unless ``--root`` is given. Other names belong to the
    workspace of this run, whose key is None.
    """
    from okrctl.shell.files import find_root

    here = find_root(Path(os.path.realpath(Path.cwd()))) if settings.root is None else None
    found: dict[Path | None, list[str]] = {}
    for text in texts:
        root = None
        if settings.root is None and os.path.lexists(text):
            # a link belongs to its own folder, not to that of its target
            folder = text if os.path.isdir(text) else os.path.dirname(os.path.abspath(text))
            root = find_root(Path(os.path.realpath(folder)))
        found.setdefault(None if root == here else root, []).append(text)
    return found


def at_home(settings: Settings, texts: Iterable[str]) -> Settings:
    """The settings for the workspace of these names; Stop if they belong to several."""
    # a name without a dot may be a reference or a department, even if a folder has the same name
    found = homes(settings, (text for text in texts if "." in text))
    if len(found) > 1:
        first, *others = ("this one" if root is None else root.as_posix() for root in found)
        hint = "run it once per workspace; only okrctl validate accepts several"
        raise Stop(f"these files are in several workspaces: {', '.join([first, *others])}", hint=hint)
    root = next(iter(found), None)
    return settings if root is None else replace(settings, root=root)


def open_workspace(settings: Settings, *, named: bool = False) -> Session:
    """The workspace of this run, at the revision of ``--at``.

    With ``named``, files that equal those of a revision are recognized (``shell.revision.known_facts``).
    """
    from okrctl.shell.session import load

    if settings.at is not None:
        return open_revision(settings, settings.at)
    return load(settings.root, cached=settings.cache, named=named)


def open_to_write(settings: Settings, console: Console) -> Session:
    """The workspace of the working tree, for commands that write; they don't accept ``--at``."""
    if settings.at is not None:
        raise Stop("a past revision cannot be changed", hint="leave out --at")
    session = open_workspace(settings, named=True)
    settings.tell_used(console, session)
    return session


def open_revision(settings: Settings, revision: str) -> Session:
    """The workspace as it was at a revision."""
    from okrctl.shell.progress import counted, working

    opened = open_tree_at(settings, revision)
    paths = opened.tree.find(opened.config.files)
    with working(f"Reading files of {revision}", len(paths)):
        return opened.with_files(counted(opened.tree.all_facts(paths)))


def open_tree_at(settings: Settings, revision: str) -> OpenedWorkspace[Tree]:
    """The same, before its files are read."""
    from okrctl.shell.git import Repository
    from okrctl.shell.revision import open_revision

    repository = Repository(workspace_folder(settings))
    opened = open_revision(repository, repository.commit(revision), cached=settings.cache)
    if opened is None:
        hint = "git log -- okrctl.yaml shows when it was added"
        raise Stop(f"there was no workspace here at {revision}", hint=hint)
    return opened


def workspace_folder(settings: Settings) -> Path:
    """The folder of the workspace; the working directory if only a past revision may have one."""
    from okrctl.shell.files import CONFIG, find_root

    folder = settings.root or Path.cwd()
    if not folder.is_dir():
        from okrctl.shell.checkout import way_to_workspace

        way = way_to_workspace(folder, CONFIG) or "pass the workspace's folder with --root"
        raise Stop(f"there is no folder {folder.as_posix()}", hint=way)
    return folder if (folder / CONFIG).is_file() else find_root(folder) or folder


def as_of(settings: Settings) -> date:
    """The report day: that of ``--as-of``, or today."""
    from okrctl.shell.clock import today

    day = settings.as_of or today()
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Stop(f"the clock of this machine says {day}", hint="set the clock, or pass the day with --as-of")
    return day


def left_out(
    session: Session,
    settings: Settings,
    console: Console,
    others: Iterable[str] = (),
    *,
    whole: bool = True,
    judges: bool = False,
) -> int:
    """Print what a report had to leave out (and with ``--verbose`` what it used); return the exit code.

    ``others`` are what else was left out, each in a few words; ``whole``: whether the session has all files that the
    patterns match; ``judges``: whether the exit code says that all is well, which takes a file at least.
    """
    settings.tell_used(console, session)
    names = list(dict.fromkeys([*_wrong_files(session, whole=whole, judges=judges), *others]))
    if not names:
        return EXIT_OK
    shown = names if settings.verbose else names[:_NAMED_AT_MOST]
    more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
    console.complain(
        f"this report is incomplete; left out because of errors: {', '.join(shown)}{more}", "okrctl validate shows why"
    )
    return EXIT_FINDINGS


def _wrong_files(session: Session, *, whole: bool, judges: bool) -> list[str]:
    from okrctl.core.values.diagnostic import HARMLESS

    config = session.workspace.config
    wrong = [config.path] if any(problem.rule not in HARMLESS for problem in config.problems) else []
    # a workspace without a file is a beginning; a written pattern that matches none is a mistake
    unmatched = (each for each in _errors(session, "unmatched-files") if judges or each.place.at)
    doubts = (*_errors(session, "duplicate-id", always=True), *_errors(session, "conflicted-copy"))
    found = (*doubts, *unmatched) if whole else doubts
    return [*wrong, *session.workspace.incomplete(), *(each.place.path for each in found)]


def _errors(session: Session, name: str, *, always: bool = False) -> Iterable[Problem]:
    """Errors of meaning: values may belong to something else, count twice, or not be read; unless a setting differs."""
    from okrctl.core.checks.context import RuleContext
    from okrctl.core.findings.rule import rule_named

    rule, tuned = rule_named(name), session.workspace.config.rules
    counts = always or tuned.get(rule.code, rule.severity) == "error"
    return rule.check(RuleContext(session.workspace, date.max)) if rule.check and counts else ()


def resolve_target(session: Session, text: str, day: date) -> Named:
    """The item that a reference, department, file name or path means; Stop if there is none."""
    from okrctl.core.company.references import Target, Unresolved, resolve_named

    # ids never contain a dot, so a name with a dot (or another separator) is a file
    if "." in text or "\\" in text or text.startswith("/"):
        path = find_file(session, text)
        facts = next(file for file in session.workspace.files if file.path == path)
        if facts.department is None:
            raise Stop(f"{path} cannot be read", EXIT_FINDINGS, hint=f"okrctl validate {path} shows why")
        return Named(Target(facts.department), path if facts.objectives or facts.kpis else None)
    found = resolve_named(session.workspace, text, day)
    if isinstance(found, Unresolved):
        hint = found.help or _like(session, text)
        _refuse_hidden(session, text, anywhere=hint is None)
        raise Stop(f"{text or 'an empty name'}: {found.message}", hint=hint)
    return Named(found)


def _refuse_hidden(session: Session, text: str, *, anywhere: bool) -> None:
    """Stop if the name probably belongs to an item in an unreadable file.

    With ``anywhere``, a bare id may be in any of them.
    """
    home = text.partition("/")[0].partition("@")[0]
    hiding = [file for file in session.workspace.files if file.unreadable or file.veils is not None]
    bare = anywhere and text and "/" not in text and home not in session.workspace.departments
    paths = [file.path for file in hiding if file.veils == home] or [file.path for file in hiding if bare]
    if paths:
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        message = f"{text} is unknown, and {paths[0]}{more} cannot be read"
        raise Stop(message, EXIT_FINDINGS, hint=f"okrctl validate {paths[0]} shows why")


def _like(session: Session, id: str) -> str | None:
    """A suggestion for a bare id, from any department."""
    homes = {id: home for home, ids in session.workspace.entries.items() for id in ids}
    near = get_close_matches(id, homes, n=1)
    return f"did you mean {homes[near[0]]}/{near[0]}?" if near else None


def find_file(session: Session, text: str) -> str:
    """The workspace's file with that path or name; Stop if there is none, or several."""
    paths = [file.path for file in session.workspace.files]
    wanted = text.replace("\\", "/")
    for exact in (_from_root(session, text), wanted.removeprefix("./")):
        if exact in paths:
            return exact
    named = [path for path in paths if path.endswith(f"/{wanted}")]
    if len(named) == 1:
        return named[0]
    if named:
        raise Stop(f"there are several files {text}", hint=f"name one of {', '.join(named)}")
    if os.path.exists(text):
        raise Stop(f"{text} is not one of the workspace's files", hint="add it under `files:` in okrctl.yaml")
    by_name = {path.rpartition("/")[2]: path for path in paths}
    near = get_close_matches(wanted.rpartition("/")[2], by_name, n=1)
    raise Stop(f"there is no file {text}", hint=f"did you mean {by_name[near[0]]}?" if near else None)


def _from_root(session: Session, text: str) -> str:
    """A path relative to the working directory, as the workspace names it."""
    try:
        return os.path.relpath(os.path.realpath(text), os.path.realpath(session.root)).replace(os.sep, "/")
    except ValueError:
        # on Windows nothing leads from one drive to another
        return text


def need_files(names: Sequence[str]) -> None:
    """Stop if one of the files or folders named on the command line isn't there."""
    for name in names:
        if not os.path.lexists(name):
            raise Stop(f"{safe.path(name)} isn't there", hint="check the name and the folder")
