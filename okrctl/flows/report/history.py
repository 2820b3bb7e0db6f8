"""The history of one item: its plan in git, its values in the journal."""

from __future__ import annotations

from okrctl.core.company.workspace import Entry
from okrctl.core.review.history import PlanEvent, departments_of, landing_of, plan_events, points
from okrctl.core.scores.journal import index_journal
from okrctl.core.values.stop import Stop
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import as_of, resolve_target
from okrctl.shell.progress import working
from okrctl.shell.session import Session
from okrctl.views.history import Life


def life_of(settings: Settings, session: Session, ref: str) -> Life:
    """How an objective, key result or KPI developed until the report day."""
    ws, day = session.workspace, as_of(settings)
    entry = resolve_target(session, ref, day).target.entry
    if entry is None:
        raise Stop(
            f"{ref} is a department", hint="name one of its objectives, key results or KPIs; okrctl tree lists them"
        )
    with working("Reading commits"):
        events = _events(settings, session, entry)
    title, unit = _about(session, entry)
    journal = index_journal(ws)
    stood, earlier = points(ws, journal, entry, day)
    ended, people, tracked = landing_of(ws, journal, entry, day), ws.config.people, events is not None
    about = (ws.config.organization, day, entry.ref, title, unit)
    return Life(*about, events or (), stood, tracked, earlier, ended, people)


def _events(settings: Settings, session: Session, entry: Entry) -> list[PlanEvent] | None:
    """The changes of the item's plan by commits; None outside git."""
    from okrctl.shell.cache import NO_CACHE, usual
    from okrctl.shell.clock import today
    from okrctl.shell.department_history import DepartmentHistory
    from okrctl.shell.git import NoRepositoryError, Repository

    config = session.workspace.config
    cache = usual(session.root) if settings.cache else NO_CACHE
    try:
        repository = Repository(session.root)
        revision = repository.commit(settings.at) if settings.at else "HEAD"
        departments = departments_of(entry)
        while True:
            past = DepartmentHistory(repository, config.files, departments, cache)
            versions = past.versions(revision)
            if settings.at is None and (now := past.uncommitted(session.workspace.files, today().isoformat())):
                versions.append(now)
            events = plan_events(versions, config, entry)
            # where its history seems to start, its department may have been renamed
            beginnings = {event.commit for event in events if event.event == "set" and event.commit}
            more = past.given_up(beginnings, revision) - departments if beginnings else set()
            if not more:
                break
            departments |= more
    except NoRepositoryError:
        return None
    until = as_of(settings).isoformat()
    return [event for event in events if event.day <= until]


def _about(session: Session, entry: Entry) -> tuple[str, str | None]:
    config = session.workspace.config
    item = entry.key_result or (entry.kpi.kpi if entry.kpi else None)
    if item is None:
        assert entry.objective is not None
        return entry.objective.history.current.title or entry.id, None
    metric = config.metrics.get(item.metric) if item.metric else None
    title = item.title or (metric.title if metric else None) or item.id
    return title, item.unit or (metric.unit if metric else None)
