"""What a check-in changes is the same whether everything is scored or only what it speaks of."""

from __future__ import annotations

import pytest

from okrctl.core.checkin.effect import effect
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores import scoring
from tests.kit.checkins import DAY, MARKETING, TECHNOLOGY, workspace

ENTRY = "  - date: 2026-02-14\n    by: tom@example.com\n    "
TECH_JOURNAL = TECHNOLOGY + "check_ins:\n  - {date: 2026-01-12, by: a, results: {page-speed: 2.9}}\n"
READER = """\
okrctl: 1
department: support
cycle: 2026-H1
objectives:
  - id: calm
    title: Calm
    key_results:
      - {id: visits, title: Visits, kpi: marketing/bounce, baseline: 50, target: 40}
"""


@pytest.mark.parametrize(
    ("department", "said", "among"),
    [
        ("marketing", "results: {traffic: 130000}", {"marketing/traffic"}),
        ("marketing", "unchanged: [rest]", {"marketing/engagement"}),
        ("marketing", "results: {bounce: 44}", {"marketing/bounces", "support/visits"}),
        ("technology", "results: {marketing/audit: done}", {"marketing/audit"}),
        ("marketing", "note: Nothing of it counts", set()),
    ],
)
def test_the_same_as_scoring_everything(department: str, said: str, among: set[str]) -> None:
    old = {"marketing": MARKETING, "technology": TECH_JOURNAL, "support": READER}
    new = old | {department: old[department] + ENTRY + said + "\n"}
    before, after = ReportDay(workspace(**old), DAY), ReportDay(workspace(**new), DAY)
    found = effect(after.ws, department, f"okrs/{department}.yaml", DAY)

    def total(report_day: ReportDay) -> object:
        return next(each.total for each in report_day.company.departments if each.id == department)

    def shown(result: scoring.ScoredKeyResult) -> tuple[object, ...]:
        return (result.planned.ref, result.progress, result.status)

    both = [(before.scores.by_key[key], result) for key, result in after.scores.by_key.items()]
    everything = {(shown(was), shown(now)) for was, now in both if shown(was) != shown(now)}
    assert (found.before, found.after) == (total(before), total(after))
    assert {(shown(was), shown(now)) for was, now in found.changed} == everything
    assert among <= {now.planned.ref for _, now in found.changed}


def test_departments_that_it_does_not_speak_of_are_not_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    others = {f"other{n}": TECHNOLOGY.replace("technology", f"other{n}") for n in range(20)}
    entry = MARKETING + ENTRY + "results: {traffic: 130000}\n"
    ws = workspace(marketing=entry, technology=TECHNOLOGY, **others)
    scored: list[str] = []
    real = scoring.score_key_result

    def counting(ws: object, planned: scoring.PlannedKeyResult, *rest: object) -> object:
        scored.append(planned.department)
        return real(ws, planned, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(scoring, "score_key_result", counting)
    effect(ws, "marketing", "okrs/marketing.yaml", DAY)
    assert set(scored) == {"marketing"}
