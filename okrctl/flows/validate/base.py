"""``--base REV``: the workspace that changes are judged against, and its own findings."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from okrctl.core.company.owners import PLACES, Owners, parse_owners
from okrctl.core.company.workspace import Workspace
from okrctl.core.findings.diagnose import Source
from okrctl.core.values.diagnostic import Diagnostic, Place, Problem, Span
from okrctl.core.values.frozen import frozen
from okrctl.flows.console import Console
from okrctl.flows.settings import Settings
from okrctl.flows.validate.scope import Scope
from okrctl.shell.files import CONFIG
from okrctl.shell.session import Session, WorkspaceError

if TYPE_CHECKING:
    from okrctl.shell.git import Repository


@frozen
class Base:
    """The base of a comparison; without a session everything is new. ``owners`` is the CODEOWNERS of the base,
    ``problems`` is why nothing can be compared, ``name`` the requested revision with its commit."""

    session: Session | None
    owners: Owners | None = None
    problems: tuple[Problem, ...] = ()
    name: str | None = None

    @property
    def workspace(self) -> Workspace | None:
        """Its workspace, if any."""
        return self.session.workspace if self.session else None

    @property
    def text(self) -> Source | None:
        """Finds texts of its files."""
        return self.session.text if self.session else None


def open_base(settings: Settings, console: Console, revision: str | None, wanted: Scope) -> tuple[Base, Scope]:
    """The workspace where the current work left a revision, and what to compare with it, in full.

    A pull request is judged by what it changes, not by what its target branch gained meanwhile: so it is the common
    ancestor that counts. The all-zero revision of a new branch, or a base without a workspace, makes everything new;
    a workspace that cannot be compared does not.
    """
    if revision is None:
        return Base(None), wanted
    from okrctl.shell.git import Repository, is_zero
    from okrctl.shell.revision import known_facts, open_revision, whole

    if is_zero(revision):
        return Base(None), wanted
    owners = None
    try:
        repository = Repository(wanted.session.root)
        commit = repository.commit(revision)
        head = repository.commit(settings.at) if settings.at else repository.head
        ancestor = repository.merge_base(commit, head) if head else commit
        owners = _owners(repository.text(ancestor, PLACES), repository.prefix)
        if settings.at is None:
            wanted = replace(wanted, session=whole(wanted.session, repository))
        known = known_facts(wanted.session)
        opened = open_revision(repository, ancestor, known, cached=settings.cache, lenient=True)
        base = opened.with_files(opened.tree.all_facts(opened.tree.find(opened.config.files))) if opened else None
        apart = repository.apart(ancestor)
        moved = repository.elsewhere(ancestor, CONFIG) if base is None else []
        outer = _outer(repository, ancestor, wanted.session) if base is None else None
    except WorkspaceError as error:
        return Base(None, owners, (_not_compared(CONFIG, f"{error.message}: nothing can be compared", _MEND),)), wanted
    name = f"{revision} ({ancestor})"
    if base is not None:
        problems = (*_replaced(repository.prefix, apart, wanted.session), *_other_case(base, wanted.session))
        return Base(base, owners, problems, name), wanted
    reason = outer or _elsewhere(repository.prefix, apart, moved)
    if reason is not None:
        return Base(None, owners, (_not_compared(CONFIG, reason, _APART),)), wanted
    console.note(f"there was no workspace at {revision}: everything counts as new")
    return Base(None, owners, name=name), wanted


_APART = "move it in a separate change that touches no goal"
_MEND = "fix the settings in a separate change that touches no goal"


def _not_compared(path: str, message: str, help: str) -> Problem:
    return Problem("not-compared", Place(path, span=Span(1, 1, 1, 1)), message, help)


def _elsewhere(prefix: str, apart: Mapping[str, str], moved: Sequence[str]) -> str | None:
    """Why a base without a workspace here may still have one elsewhere; None if nothing suggests it."""
    above = next((path for path in apart if f"{prefix}{CONFIG}".startswith(f"{path}/")), None)
    if above is not None:
        return f"{above} was {apart[above]} at the base, so nothing can be compared with its content"
    return f"the workspace of the base is in {moved[0]}, so nothing can be compared with it" if moved else None


def _outer(repository: Repository, commit: str, session: Session) -> str | None:
    """Why the files of a new workspace can't be compared: they belonged to one in a folder above it at the base."""
    from okrctl.shell.git import Repository
    from okrctl.shell.revision import open_revision

    here = session.root.resolve()
    for folder in [*here.parents][: repository.prefix.count("/")]:
        try:
            opened = open_revision(Repository(folder), commit)
        except WorkspaceError as error:
            return f"{error.message}: nothing can be compared"
        inside = here.relative_to(folder).as_posix()
        known = set(opened.tree.find(opened.config.files)) if opened else set[str]()
        taken = next((file.path for file in session.workspace.files if f"{inside}/{file.path}" in known), None)
        if taken is not None:
            return f"{taken} belonged to the workspace in the folder above at the base, so nothing can be compared"
    return None


def _other_case(base: Session, session: Session) -> Iterator[Problem]:
    """Files that the base has under another spelling, and didn't read: each would count as new."""
    from okrctl.shell.revision import spelled_otherwise

    for path, other in spelled_otherwise(base, session).items():
        message = f"this file is {other} at the base and isn't read there, so nothing in it can be compared"
        yield _not_compared(path, message, "use one spelling in git, in `files:` and on disk")


def _replaced(prefix: str, apart: Mapping[str, str], session: Session) -> Iterator[Problem]:
    """Files in the place of a former submodule, whose files aren't in this repository."""
    modules = [path.removeprefix(prefix) for path, kind in apart.items() if kind == "a submodule"]
    for file in session.workspace.files if modules else ():
        home = next((each for each in modules if file.path.startswith(f"{each}/")), None)
        if home is not None:
            message = f"{home} was a submodule at the base, so nothing in this file can be compared"
            yield _not_compared(file.path, message, _APART)


def code_owners(settings: Settings, session: Session) -> Owners | None:
    """The repository's CODEOWNERS file, from the first place where hosting services look; None without one."""
    from okrctl.shell.files import read_file, repository_prefix

    if settings.at is not None:
        from okrctl.shell.git import Repository

        repository = Repository(session.root)
        return _owners(repository.text(repository.commit(settings.at), PLACES), repository.prefix)
    prefix = repository_prefix(session.root)
    top = session.root.resolve()
    for _ in range(prefix.count("/")):
        top = top.parent
    place = next((place for place in PLACES if (top / place).is_file()), None)
    text = read_file(top, place)[0] if place else None
    return None if place is None or text is None else _owners((place, text), prefix)


def _owners(found: tuple[str, str] | None, prefix: str) -> Owners | None:
    """The parsed CODEOWNERS; in GitLab's folder it follows GitLab's syntax."""
    if found is None:
        return None
    place, text = found
    return parse_owners(text, prefix, gitlab=place.startswith(".gitlab"))


def only_new(found: Iterable[Diagnostic], before: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings that the base did not have, compared by rule, file and message, never by line.

    The rest is compared again without the file, since a finding may have moved with its entries.
    """
    fresh, old = _unmatched(found, before, lambda each: (each.code, each.path, each.message))
    return _unmatched(fresh, old, lambda each: (each.code, each.message))[0]


def _unmatched(
    found: Iterable[Diagnostic], before: Iterable[Diagnostic], identity: Callable[[Diagnostic], Hashable]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """What is in only one of both, after removing equal pairs."""
    waiting: dict[Hashable, list[Diagnostic]] = {}
    for each in before:
        waiting.setdefault(identity(each), []).append(each)
    fresh = []
    for each in found:
        group = waiting.get(identity(each))
        if group:
            group.pop()
        else:
            fresh.append(each)
    return fresh, [each for group in waiting.values() for each in group]
