"""The options of ``okrctl import``."""

from __future__ import annotations

from typing import Annotated

import typer

_Text = str | None
Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE...", help="CSV, XLSX, JSON, YAML or Markdown files, or folders.", show_default=False),
]
System = Annotated[
    _Text, typer.Option("--system", metavar="NAME", help="The tool they come from, if okrctl doesn't recognize it.")
]
Cycle = Annotated[_Text, typer.Option("--cycle", metavar="CYCLE", help="For items without one.")]
Department = Annotated[_Text, typer.Option("--department", metavar="ID", help="For items without one.")]
Owner = Annotated[_Text, typer.Option("--owner", metavar="NAME", help="For objectives without one.")]
Decimal = Annotated[_Text, typer.Option("--decimal", metavar="point|comma", help="The decimal separator.")]
Dates = Annotated[_Text, typer.Option("--dates", metavar="day-first|month-first", help="The order of day and month.")]
FiscalYear = Annotated[
    _Text, typer.Option("--fiscal-year", metavar="MONTH[:end]", help="The month in which fiscal years start.")
]
Confidence = Annotated[_Text, typer.Option("--confidence", metavar="0-1|0-10|percent", help="The scale of confidence.")]
ValueDate = Annotated[
    _Text, typer.Option("--value-date", metavar="DATE", help="The date of values without one; they become check-ins.")
]
Mapping = Annotated[_Text, typer.Option("--mapping", metavar="FILE", help="More answers, kept in a file.")]
Save = Annotated[bool, typer.Option("--save-mapping", help="Keep all answers in imports/NAME.yaml.")]
Review = Annotated[bool, typer.Option("--review", help="Review the files; write nothing.")]
Systems = Annotated[bool, typer.Option("--systems", help="List the supported tools.")]
Query = Annotated[_Text, typer.Option("--query", metavar="NAME", help="Print the query for gitlab.")]
