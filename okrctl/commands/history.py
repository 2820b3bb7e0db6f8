"""`okrctl history`: the life of one objective, key result or KPI, from check-ins and from git."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._options import Output, format_option

if TYPE_CHECKING:
    from okrctl.commands._settings import Settings
    from okrctl.core.company.workspace import Entry
    from okrctl.core.review.history import PlanEvent
    from okrctl.shell.session import Session

PANEL = "Look"
FORMAT = format_option("text", "json", "markdown", "csv")


def command(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="An objective, key result or KPI.")],
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
) -> None:
    """Show how an item's plan, values and score went over time, and who changed what."""
    from okrctl.commands._output import fail
    from okrctl.commands._report import write
    from okrctl.commands._settings import settings
    from okrctl.commands._workspace import as_of, left_out, open_workspace, resolve_target
    from okrctl.core.review.history import points
    from okrctl.core.scores.journal import index_journal
    from okrctl.views.history import Life, document_of, object_of

    found = settings(ctx)
    session = open_workspace(ctx)
    entry = resolve_target(session, ref, as_of(found)).target.entry
    if entry is None:
        fail(
            f"{ref} is a department", way_out="name one of its objectives, key results or KPIs; okrctl tree lists them"
        )
    events = _events(found, session, entry)
    ws = session.workspace
    title, unit = _about(session, entry)
    stood, earlier = points(ws, index_journal(ws), entry, as_of(found))
    life = Life(entry.ref, title, unit, events or (), stood, events is not None, earlier)
    write(found, format, output, document=lambda: document_of(life), data=lambda: object_of(life))
    raise typer.Exit(left_out(session, found))


def _events(found: Settings, session: Session, entry: Entry) -> list[PlanEvent] | None:
    """What commits did to the item's plan; None outside git."""
    from okrctl.commands._output import fail
    from okrctl.commands._workspace import as_of
    from okrctl.core.review.history import departments_of, plan_events
    from okrctl.shell.cache import NO_CACHE, usual
    from okrctl.shell.clock import today
    from okrctl.shell.git import GitError, NoRepositoryError, Repository
    from okrctl.shell.past import Past

    config = session.workspace.config
    cache = usual(session.root) if found.cache else NO_CACHE
    try:
        repository = Repository(session.root)
        past = Past(repository, config.files, departments_of(entry), cache)
        versions = past.versions(repository.commit(found.at) if found.at else "HEAD")
        if found.at is None and (now := past.uncommitted(session.workspace.files, today().isoformat())):
            versions.append(now)
    except NoRepositoryError:
        return None
    except GitError as error:
        fail(error.message, way_out=error.hint)
    until = as_of(found).isoformat()
    return [event for event in plan_events(versions, config, entry) if event.day <= until]


def _about(session: Session, entry: Entry) -> tuple[str, str | None]:
    config = session.workspace.config
    item = entry.key_result or (entry.kpi.kpi if entry.kpi else None)
    if item is None:
        assert entry.objective is not None
        return entry.objective.history.current.title or entry.id, None
    metric = config.metrics.get(item.metric) if item.metric else None
    title = item.title or (metric.title if metric else None) or item.id
    return title, item.unit or (metric.unit if metric else None)
