"""The options of ``okrctl import``."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import argument, option

_Text = str | None
Files = Annotated[list[str] | None, argument("FILE...", "CSV, XLSX, JSON, YAML or Markdown files, or folders.")]
System = Annotated[_Text, option("--system", "NAME", "The tool they come from, if okrctl doesn't recognize it.")]
Cycle = Annotated[_Text, option("--cycle", "CYCLE", "For items without one.")]
Department = Annotated[_Text, option("--department", "ID", "For items without one.")]
Owner = Annotated[_Text, option("--owner", "NAME", "For objectives without one.")]
Decimal = Annotated[_Text, option("--decimal", "point|comma", "The decimal separator.")]
Dates = Annotated[_Text, option("--dates", "day-first|month-first", "The order of day and month.")]
FiscalYear = Annotated[_Text, option("--fiscal-year", "MONTH[:end]", "The month in which fiscal years start.")]
Confidence = Annotated[_Text, option("--confidence", "0-1|0-10|percent", "The scale of confidence.")]
ValueDate = Annotated[_Text, option("--value-date", "DATE", "The date of values without one; they become check-ins.")]
Mapping = Annotated[_Text, option("--mapping", "FILE", "More answers, kept in a file.")]
Save = Annotated[bool, typer.Option("--save-mapping", help="Keep all answers in imports/NAME.yaml.")]
Review = Annotated[bool, typer.Option("--review", help="Review the files; write nothing.")]
Systems = Annotated[bool, typer.Option("--systems", help="List the supported tools.")]
Query = Annotated[_Text, option("--query", "NAME", "Print the query for gitlab.")]
