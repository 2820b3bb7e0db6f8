"""``okrctl draft``: propose a check-in from sources, commits and issues."""

from typing import Any

import typer

from okrctl.commands._options import ALLOWED, AUTHOR, COMMENT, COMMIT, DRY_RUN, PRINT, YES, argument, day, option
from okrctl.commands._terminal import opened

PANEL = "Every week"


def command(
    ctx: typer.Context,
    target: str | None = argument("[TARGET]", "A department, file, objective or key result; by default what you own."),
    since: Any = option("--since", "DATE", "First day of the evidence; by default the last check-in.", parser=day),
    issues: list[str] | None = option("--issues", "FILE", "A saved export of GitHub, GitLab or Jira: CSV or JSON."),
    on: Any = option("--date", "DATE", "The date of the check-in; today by default.", parser=day),
    by: str | None = AUTHOR,
    note: str | None = COMMENT,
    allow: list[str] | None = ALLOWED,
    print_: bool = PRINT,
    dry_run: bool = DRY_RUN,
    yes: bool = YES,
    commit: bool = COMMIT,
) -> None:
    """Propose this week's check-in from sources, the git log and closed issues.

    Values only come from `source:`. Commits, merged branches and closed issues that name an item are listed in its
    note, each with its commit or row. On a terminal, okrctl shows the draft and asks before writing it; elsewhere it
    only prints the draft, unless you pass --yes.

    For example: okrctl draft marketing --issues issues.csv
    """
    from okrctl.commands._output import write
    from okrctl.flows.checkin.draft import draft
    from okrctl.flows.checkin.pull import SourceOptions
    from okrctl.flows.checkin.write import WriteOptions

    settings, console = opened(ctx)
    wanted = SourceOptions(target, on, by, note, allow or (), yes)
    how = WriteOptions(print_, dry_run, commit)
    code, report = draft(settings, console, wanted, how, since=since, issues=issues or ())
    if report:
        write(settings, "text", diagnostics=lambda: report)
    raise typer.Exit(code)
