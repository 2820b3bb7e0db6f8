"""``okrctl validate``: coded findings about the files, for people, editors and CI."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from okrctl.commands._options import Output, format_option
from okrctl.commands._output import EXIT_FINDINGS, emit, fail, note
from okrctl.commands._settings import settings
from okrctl.render import formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrctl.commands._base import Base
    from okrctl.commands._scope import Scope
    from okrctl.core.checks.case import Case
    from okrctl.core.findings.diagnose import Choice
    from okrctl.core.values.diagnostic import Diagnostic, Problem, RelatedSpot
    from okrctl.views.diagnostics import Report

PANEL = "In CI and git"


def command(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...", help="Show only what concerns these files and folders.", show_default=False
        ),
    ] = None,
    today: Annotated[
        bool, typer.Option("--today", help="Also what depends on the day, such as overdue check-ins.")
    ] = False,
    base: Annotated[
        str | None, typer.Option("--base", metavar="REV", help="Also what changed since this revision (OKR7).")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="With --base: only what the base did not have.")] = False,
    author: Annotated[
        list[str] | None,
        typer.Option("--author", metavar="NAME", help="With --base: who makes the change, as CODEOWNERS has it."),
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODES", help="Only these rules: OKR2, OKR601, names.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODES", help="All but these rules.")] = None,
    fail_on: Annotated[
        Literal["error", "warning"], typer.Option("--fail-on", help="From where on findings fail the run.")
    ] = "error",
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="End with 0 whatever is found.")] = False,
    format: Annotated[str, format_option(*formats("diagnostics"))] = "text",
    output: Output = None,
) -> None:
    """Check the files, each by itself and all together.

    Every finding has a code that `okrctl rule CODE` explains. Errors fail the run; advice never does. Nothing depends
    on the day, but for check-ins dated after it, unless --today is given. With --base goals that were made easier,
    and a journal that was rewritten, are findings unless the files say so themselves.
    """
    from okrctl.commands._base import code_owners, open_base
    from okrctl.commands._codes import prefixes
    from okrctl.commands._scope import scope
    from okrctl.commands._workspace import as_of, open_workspace
    from okrctl.core.checks.case import Case
    from okrctl.core.findings.diagnose import Choice
    from okrctl.render import diagnostics_renderer
    from okrctl.shell.terminal import width

    found = settings(ctx)
    choice = Choice(prefixes(select), prefixes(ignore))
    wanted = scope(open_workspace(ctx, named=base is not None), paths, found.at)
    workspace = wanted.session.workspace
    if not workspace.files:
        note(found, f"no file matches `files:` in {workspace.config.path}: {', '.join(workspace.config.files)}")
    if choice.select and not today and all(each.startswith("OKR8") for each in choice.select):
        note(found, "rules of the family OKR8 run only with --today")
    if new and base is None:
        fail("--new needs --base: new compared with what?", way_out="okrctl validate --base main --new")
    compared, wanted = open_base(found, base, wanted)
    owners = code_owners(found, wanted.session)
    if author and owners is None:
        note(found, "there is no CODEOWNERS file: --author has nothing to be held against")
    authors = tuple(author or ())
    case = Case(wanted.session.workspace, as_of(found), compared.workspace, owners, compared.owners, authors)
    diagnostics = _examine(wanted, case, choice, compared, day=today)
    if new:
        diagnostics = _new(wanted, case, choice, compared, diagnostics, day=today)
    report = _report(wanted, diagnostics, compared, fail_on)
    to_file = output is not None and str(output) != "-"
    columns = None if to_file else width(sys.stdout)
    emit(diagnostics_renderer(format)(report, columns, found.color and not to_file), output)
    if not exit_zero and any(report.fails(each) for each in report.diagnostics):
        raise typer.Exit(EXIT_FINDINGS)


def _examine(wanted: Scope, case: Case, choice: Choice, compared: Base, *, day: bool) -> list[Diagnostic]:
    """The findings in the files that are to be shown, and those of others that concern one of them, too."""
    from okrctl.core.findings.diagnose import Positions, diagnose

    session, config = wanted.session, case.ws.config
    shown = [problem for problem in case.problems(day=day) if any(map(wanted.covers, _paths(problem)))]
    elsewhere = {path for path in (problem.place.path for problem in shown) if not wanted.covers(path)}
    speaking = [config.path, *(file.path for file in case.ws.files if file.speaks)]
    texts = [(path, session.text(path) or "") for path in speaking if wanted.covers(path) or path in elsewhere]
    whole = not any(file.unreadable for file in case.ws.files)
    found = diagnose(shown, Positions(session.text, compared.text), config.rules, texts, choice, whole=whole)
    # a suppression there may well suppress something that is not shown here
    return [each for each in found if each.path not in elsewhere or each.name != "unused-suppression"]


def _paths(problem: Problem) -> Iterator[str]:
    """Every file that a finding is about."""
    yield problem.place.path
    yield from (other.place.path for other in problem.related)


def _new(
    wanted: Scope, case: Case, choice: Choice, compared: Base, found: list[Diagnostic], *, day: bool
) -> list[Diagnostic]:
    """The findings that base did not have."""
    from dataclasses import replace

    from okrctl.commands._base import Base, only_new
    from okrctl.core.checks.case import Case

    if compared.session is None or compared.workspace is None:
        return found
    everywhere = replace(wanted, session=compared.session, covers=lambda path: True)
    before = _examine(everywhere, Case(compared.workspace, case.today), choice, Base(None), day=day)
    return only_new(found, before)


def _report(
    wanted: Scope, diagnostics: list[Diagnostic], compared: Base, fail_on: Literal["error", "warning"]
) -> Report:
    from okrctl import __version__
    from okrctl.core.findings.rule import rules
    from okrctl.shell.files import repository_prefix
    from okrctl.views.diagnostics import Report, RuleInfo

    places: list[Diagnostic | RelatedSpot] = [*diagnostics, *(spot for each in diagnostics for spot in each.related)]
    old = compared.text or wanted.session.text
    texts = {each.source: (old if each.base else wanted.session.text)(each.path) for each in places}
    return Report(
        tuple(diagnostics),
        wanted.files(),
        {path: text for path, text in texts.items() if text is not None},
        lambda: (RuleInfo(rule.code, rule.name, rule.severity, rule.summary, rule.page) for rule in rules()),
        __version__,
        repository_prefix(wanted.session.root),
        fail_on,
    )
