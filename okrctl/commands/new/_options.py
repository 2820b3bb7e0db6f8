"""Options that the subcommands of ``new`` share."""

from __future__ import annotations

from typing import Annotated

import typer
from typer import Option

Many = list[str] | None
One = str | None
Title = Annotated[One, Option("--title", metavar="TEXT", help="Its title, in one line.")]
Id = Annotated[One, Option("--id", metavar="ID", help="Its id; by default made from the title.")]
Owner = Annotated[One, Option("--owner", metavar="WHO", help="Who is responsible for it.")]
Why = Annotated[One, Option("--why", metavar="TEXT", help="Why it matters.")]
Weight = Annotated[One, Option("--weight", metavar="NUMBER", help="Its weight in the score above; 0 for a guardrail.")]
Cycle = Annotated[One, Option("--cycle", metavar="CYCLE", help="Its cycle, such as 2026-H1; by default the file's.")]
Unit = Annotated[One, Option("--unit", metavar="UNIT", help="The unit of its values.")]
Metric = Annotated[
    One, Option("--metric", metavar="ID", help="The id of a metric in okrctl.yaml or in okrctl's dictionary.")
]
Definition = Annotated[One, Option("--definition", metavar="TEXT", help="How the value is calculated.")]
AtLeast = Annotated[One, Option("--at-least", metavar="NUMBER", help="The lower bound of a level.")]
AtMost = Annotated[One, Option("--at-most", metavar="NUMBER", help="The upper bound of a level.")]
Home = Annotated[
    str, typer.Argument(metavar="DEPARTMENT", help="A department, or one of its files.", show_default=False)
]
