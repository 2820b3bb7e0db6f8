"""What is asked at a rollover: objective by objective, whether it goes on."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.planning.rollover import Carried
from okrctl.core.values import safe
from okrctl.flows.console import Console
from okrctl.views.blocks import Line, Run, document
from okrctl.views.figures import current, goal


def questions(console: Console, chosen: Sequence[Carried]) -> list[Carried]:
    """What of it is wanted, objective by objective."""
    wanted = []
    for each in chosen:
        planned = each.objective.planned
        lines = [Line((Run(planned.ref, "strong"), f"  {planned.title}"))]
        for number, result in enumerate(each.results, 1):
            facts = Run(f"  {goal(result)}, came to {current(result)}", "dim")
            lines.append(Line((f"{number} {result.planned.key_result.id}", facts), 2, 4))
        console.aside(document(lines))
        while True:
            line = console.ask("    Goes on? (Enter: all of it, -: no, 1,3: just these) ")
            numbers = range(1, len(each.results) + 1)
            named = [part.strip() for part in line.split(",")]
            if line in ("", "-") or all(part in map(str, numbers) for part in named):
                break
            console.complain(f"{safe.line(line)} is none of them")
        if line != "-":
            results = tuple(result for number, result in enumerate(each.results, 1) if not line or str(number) in named)
            wanted.append(Carried(each.objective, results))
    return wanted
