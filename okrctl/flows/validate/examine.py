"""The findings in a workspace, in selected files, and compared with a base."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from okrctl.core.checks.context import RuleContext
from okrctl.core.findings.diagnose import Agreed, Choice, Positions, Silence, diagnose
from okrctl.core.findings.rule import rules
from okrctl.core.model.files import FileFacts
from okrctl.core.values.diagnostic import Diagnostic, DocPath, Place, Problem, RelatedSpot
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Stop
from okrctl.core.yaml.comments import Suppression, may_speak, suppressions
from okrctl.core.yaml.locate import Locator
from okrctl.flows.console import Console
from okrctl.flows.settings import Settings
from okrctl.flows.validate.base import Base, code_owners, only_new, open_base
from okrctl.flows.validate.codes import prefixes
from okrctl.flows.validate.scope import Scope, scope
from okrctl.flows.workspace import as_of, homes, open_workspace, workspace_folder
from okrctl.shell.cache import usual
from okrctl.shell.files import repository_prefix
from okrctl.shell.kept_findings import FindingsOfDepartments
from okrctl.shell.kept_positions import KeptPositions
from okrctl.shell.session import Session
from okrctl.shell.sound import KnownJournals
from okrctl.views.diagnostics import Report, RuleInfo

FailOn = Literal["error", "warning"]


@frozen
class ValidateOptions:
    """The options of a validation: which rules (``select``, ``ignore``), whether also those about today, against which
    base, whether only new findings, who makes the change, and whether to show all advice."""

    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None
    day: bool = False
    base: str | None = None
    new: bool = False
    authors: Sequence[str] = ()
    fail_on: FailOn = "error"
    whole: bool = False


@frozen
class Known:
    """What earlier runs have found out about a workspace."""

    journals: KnownJournals
    plans: FindingsOfDepartments
    positions: KeptPositions

    @classmethod
    def of(cls, session: Session) -> Known:
        """What is kept of this one."""
        about = (usual(session.root), session.root, session.workspace)
        return cls(KnownJournals(*about), FindingsOfDepartments(*about), KeptPositions(*about))

    def save(self) -> None:
        """Keep what this run has found out."""
        self.journals.save()
        self.plans.save()
        self.positions.save()


def examine(settings: Settings, console: Console, paths: Sequence[str] | None, wanted: ValidateOptions) -> Report:
    """The findings in these files and folders, or in all files; they may be in several workspaces."""
    found = homes(settings, paths or ()) or {None: []}
    if len(found) == 1:
        root = next(iter(found))
        return _examine(settings if root is None else replace(settings, root=root), console, paths, wanted)
    roots = {workspace_folder(settings) if root is None else root: texts for root, texts in found.items()}
    top = Path(os.path.commonpath([os.path.realpath(root) for root in roots]))
    reports = []
    for root, texts in roots.items():
        inside = Path(os.path.realpath(root)).relative_to(top).as_posix()
        report = _examine(replace(settings, root=root), console, texts, wanted)
        reports.append(report.below("" if inside == "." else f"{inside}/"))
    return replace(
        reports[0],
        diagnostics=tuple(sorted((each for report in reports for each in report.diagnostics), key=Diagnostic.sort_key)),
        files=tuple(sorted({path for report in reports for path in report.files})),
        sources={key: text for report in reports for key, text in report.sources.items()},
        prefix=repository_prefix(top),
    )


def _examine(settings: Settings, console: Console, paths: Sequence[str] | None, wanted: ValidateOptions) -> Report:
    choice = Choice(prefixes(wanted.select), prefixes(wanted.ignore))
    shown = scope(open_workspace(settings, named=wanted.base is not None), paths, settings.at)
    _remark(console, choice, wanted)
    compared, shown = open_base(settings, console, wanted.base, shown)
    settings.tell_used(console, shown.session, {"base": compared.name} if compared.name else None)
    owners = code_owners(settings, shown.session)
    if wanted.authors and owners is None:
        console.note("--author has no effect without a CODEOWNERS file")
    authors = tuple(wanted.authors)
    case = RuleContext(shown.session.workspace, as_of(settings), compared.workspace, owners, compared.owners, authors)
    if compared.session is not None:
        case = replace(case, silent=(_silence(compared.session), _silence(shown.session)))
    known = Known.of(shown.session) if settings.cache else None
    diagnostics = _diagnostics(shown, case, choice, compared, day=wanted.day, known=known)
    if known is not None:
        known.save()
    if wanted.new and compared.session is not None and compared.workspace is not None:
        everywhere = replace(shown, session=compared.session, covers=lambda path: True)
        old = RuleContext(compared.workspace, case.today)
        diagnostics = only_new(diagnostics, _diagnostics(everywhere, old, choice, Base(None), day=wanted.day))
    return _report(shown, diagnostics, compared, wanted)


def examine_session(
    session: Session, today: date, locator: Callable[[str, DocPath], Locator] | None = None, *, cached: bool = False
) -> Report:
    """The findings in a loaded workspace, without a base.

    No check-in can be dated after ``today``. With ``cached``, journals that are known to be sound are skipped.
    ``locator`` returns the positions in a file, if a caller keeps them.
    """
    everything = Scope(session, lambda path: True)
    case = RuleContext(session.workspace, today)
    known = Known.of(session) if cached else None
    found = _diagnostics(everything, case, Choice(), Base(None), day=False, known=known, locator=locator)
    return _report(everything, found, Base(None), ValidateOptions())


def _remark(console: Console, choice: Choice, wanted: ValidateOptions) -> None:
    """Report options that find nothing regardless of the files."""
    if choice.select and not wanted.day and all(each.startswith("OKR8") for each in choice.select):
        console.note("rules of the family OKR8 run only with --today")
    if wanted.base is None and wanted.new:
        raise Stop("--new needs --base", hint="okrctl validate --base main --new")
    if wanted.base is None and wanted.authors:
        raise Stop("--author needs --base", hint="okrctl validate --base main --author NAME")


def _diagnostics(
    shown: Scope,
    case: RuleContext,
    choice: Choice,
    compared: Base,
    *,
    day: bool,
    known: Known | None = None,
    locator: Callable[[str, DocPath], Locator] | None = None,
) -> list[Diagnostic]:
    """The findings in the selected files, and those of other files that concern them."""
    session, config = shown.session, case.ws.config
    agreed = _agreed(compared)
    # without a base, why nothing can be compared concerns every file
    always, some = (compared.problems, ()) if compared.session is None else ((), compared.problems)
    sound, kept = (None, None) if known is None else (known.journals, known.plans)
    found_by_rules = case.problems(day=day, sound=sound, kept=kept)
    everything = [*found_by_rules, *_silenced(shown, compared), *some]
    about = ((each, [each.place.path, *(other.place.path for other in each.related)]) for each in everything)
    problems = [*always, *(problem for problem, paths in about if any(map(shown.covers, paths)))]
    elsewhere = {path for path in (problem.place.path for problem in problems) if not shown.covers(path)}
    speaking = [config.path, *(file.path for file in case.ws.files if _heard(file))]
    texts = [(path, session.text(path) or "") for path in speaking if shown.covers(path) or path in elsewhere]
    whole = not any(file.unreadable for file in case.ws.files)
    positions = Positions(session.text, compared.text, locator, None if known is None else known.positions)
    found = diagnose(problems, positions, config.rules, texts, choice, whole=whole, agreed=agreed)
    # a suppression there may suppress something that isn't shown here
    return [each for each in found if each.path not in elsewhere or each.name != "unused-suppression"]


def _agreed(compared: Base) -> Agreed | None:
    """The settings and suppressions of the base, by which the change is judged."""
    if compared.session is None:
        return Agreed({}, ()) if compared.problems else None
    return Agreed(compared.session.workspace.config.rules, tuple(_speaking(compared.session)))


def _silence(session: Session) -> Silence:
    """Which problems don't count as errors in a workspace."""
    return Silence(session.workspace.config.rules, _speaking(session), Positions(session.text))


def _silenced(shown: Scope, compared: Base) -> Iterator[Problem]:
    """Suppressions of rules about changes that the base did not have."""
    if compared.session is None:
        return
    known = Counter(code for _, each in _suppressions(compared.session) for code in each.codes)
    for path, each in _suppressions(shown.session):
        for code in each.codes:
            if _reaches_changes(code) and not known[code]:
                message = f"this change suppresses {code or 'everything'}, which judges changes"
                help = "remove the comment; a change is judged by the suppressions of its base"
                yield Problem("settings-loosened", Place(path, span=each.span), message, help)
            known[code] -= 1


def _reaches_changes(code: str) -> bool:
    """Whether a code, or the start of one, means a rule about changes."""
    stem = code.upper().rstrip("X*")
    return any(rule.base and (rule.code.startswith(stem) or rule.name == code.lower()) for rule in rules())


def _suppressions(session: Session) -> Iterator[tuple[str, Suppression]]:
    for path, text in _speaking(session):
        for each in suppressions(Locator(path, text)):
            yield path, each


def _speaking(session: Session) -> Iterator[tuple[str, str]]:
    """Files whose comments may suppress findings, with their texts."""
    workspace = session.workspace
    for path in (workspace.config.path, *(file.path for file in workspace.files if _heard(file))):
        text = session.text(path)
        if text is not None and may_speak(text):
            yield path, text


def _heard(file: FileFacts) -> bool:
    """Whether comments in a file may suppress findings: not the one that the file can't be read."""
    return file.speaks and not file.unreadable


def _report(shown: Scope, diagnostics: list[Diagnostic], compared: Base, wanted: ValidateOptions) -> Report:
    from okrctl import __version__

    places: list[Diagnostic | RelatedSpot] = [*diagnostics, *(spot for each in diagnostics for spot in each.related)]
    old = compared.text or shown.session.text
    texts = {each.source: (old if each.base else shown.session.text)(each.path) for each in places}
    return Report(
        tuple(diagnostics),
        shown.files(),
        {path: text for path, text in texts.items() if text is not None},
        lambda: (RuleInfo(rule.code, rule.name, rule.severity, rule.summary, rule.page) for rule in rules()),
        __version__,
        repository_prefix(shown.session.root),
        wanted.fail_on,
        wanted.whole,
    )
