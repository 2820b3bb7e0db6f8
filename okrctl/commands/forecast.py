"""``okrctl forecast``: where things are heading, as a projection of their check-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._options import Cycles, Departments, Output, Owners, Refs, Statuses, Tags, format_option

if TYPE_CHECKING:
    from okrctl.commands._look import Looked
    from okrctl.views.forecast import Projected

PANEL = "Look"
FORMAT = format_option("text", "json", "markdown", "csv")


def command(
    ctx: typer.Context,
    refs: Refs = None,
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
    department: Departments = None,
    cycle: Cycles = None,
    owner: Owners = None,
    status: Statuses = None,
    tag: Tags = None,
) -> None:
    """Project key results to the end of their cycle, from at least four check-ins.

    An objective is projected like the key result that looks worst.
    """
    from okrctl.commands._look import Filters, look
    from okrctl.commands._report import write
    from okrctl.views.forecast import document_of, object_of, sheet_of

    looked = look(ctx, refs, Filters(department, cycle, owner, status, tag))
    items = sorted(_projected(looked), key=lambda item: (item.forecast is None, _probability(item), item.ref))
    day = looked.picture.day
    write(
        looked.settings,
        format,
        output,
        document=lambda: sheet_of(items) if format == "csv" else document_of(day, items),
        data=lambda: object_of(day, items),
    )
    looked.end()


def _probability(item: Projected) -> float:
    return item.forecast.probability if item.forecast else 1.0


def _projected(looked: Looked) -> list[Projected]:
    from okrctl.core.scores.forecast import forecast, forecast_objective
    from okrctl.views.forecast import Projected

    found: list[Projected] = []
    for objective in looked.picture.scores.objectives:
        if not objective.counted:
            continue
        results = looked.selection.key_results(objective)
        whole = any(each.at == objective.planned.at for each in looked.selection.named)
        if whole and looked.selection.objective(objective):
            end = objective.planned.cycle.end
            found.append(Projected(objective, end, forecast_objective(objective, end)))
        for result in results:
            if result.counted:
                end = result.planned.window.end
                found.append(Projected(result, end, forecast(result, end)))
    return found
