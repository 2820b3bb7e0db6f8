"""Options that the commands of ``new`` share."""

from __future__ import annotations

from typing import Annotated

import typer
from typer import Option

Many = list[str] | None
One = str | None
Title = Annotated[One, Option("--title", metavar="TEXT", help="What it is, in one line.")]
Id = Annotated[One, Option("--id", metavar="ID", help="Its id; made of the title by default.")]
Owner = Annotated[One, Option("--owner", metavar="WHO", help="Who answers for it.")]
Why = Annotated[One, Option("--why", metavar="TEXT", help="Why it matters.")]
Weight = Annotated[One, Option("--weight", metavar="NUMBER", help="Its share in the mean above; 0 for a guardrail.")]
Cycle = Annotated[One, Option("--cycle", metavar="CYCLE", help="When, such as 2026-H1; the file's by default.")]
Unit = Annotated[One, Option("--unit", metavar="UNIT", help="The unit of its values.")]
Metric = Annotated[One, Option("--metric", metavar="ID", help="An entry of the dictionary of quantities.")]
Definition = Annotated[One, Option("--definition", metavar="TEXT", help="How the value is worked out.")]
AtLeast = Annotated[One, Option("--at-least", metavar="NUMBER", help="The lower bound of a level.")]
AtMost = Annotated[One, Option("--at-most", metavar="NUMBER", help="The upper bound of a level.")]
Home = Annotated[
    str, typer.Argument(metavar="DEPARTMENT", help="The department, or one of its files.", show_default=False)
]
