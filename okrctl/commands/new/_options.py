"""Options that the subcommands of ``new`` share; a subcommand passes the values of all its options by name."""

from __future__ import annotations

from typing import Annotated

from okrctl.commands._options import argument, option

Many = list[str] | None
One = str | None
Title = Annotated[One, option("--title", "TEXT", "Its title, in one line.")]
Id = Annotated[One, option("--id", "ID", "Its id; by default made from the title.")]
Owner = Annotated[One, option("--owner", "WHO", "Who is responsible for it.")]
Why = Annotated[One, option("--why", "TEXT", "Why it matters.")]
Weight = Annotated[One, option("--weight", "NUMBER", "Its weight in the score above; 0 for a guardrail.")]
Cycle = Annotated[One, option("--cycle", "CYCLE", "Its cycle, such as 2026-H1; by default the file's.")]
Unit = Annotated[One, option("--unit", "UNIT", "The unit of its values.")]
Metric = Annotated[One, option("--metric", "ID", "The id of a metric in okrctl.yaml or in okrctl's dictionary.")]
Definition = Annotated[One, option("--definition", "TEXT", "How the value is calculated.")]
AtLeast = Annotated[One, option("--at-least", "NUMBER", "The lower bound of a level.")]
AtMost = Annotated[One, option("--at-most", "NUMBER", "The upper bound of a level.")]
Home = Annotated[str, argument("DEPARTMENT", "A department, or one of its files.")]
