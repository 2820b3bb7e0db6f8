"""The options of ``okrctl import``."""

from __future__ import annotations

from okrctl.commands._options import argument, flag, option

_Text = str | None
FILES = argument("FILE...", "CSV, XLSX, JSON, YAML or Markdown files, or folders.", default=None)
SYSTEM = option("--system", "NAME", "The tool they come from, if okrctl doesn't recognize it.")
CYCLE = option("--cycle", "CYCLE", "For items without one.")
DEPARTMENT = option("--department", "ID", "For items without one.")
OWNER = option("--owner", "NAME", "For objectives without one.")
DECIMAL = option("--decimal", "point|comma", "The decimal separator.")
DATES = option("--dates", "day-first|month-first", "The order of day and month.")
FISCAL_YEAR = option("--fiscal-year", "MONTH[:end]", "The month in which fiscal years start.")
CONFIDENCE = option("--confidence", "0-1|0-10|percent", "The scale of confidence.")
VALUE_DATE = option("--value-date", "DATE", "The date of values without one; they become check-ins.")
MAPPING = option("--mapping", "FILE", "More answers, kept in a file.")
SAVE = flag("--save-mapping", help="Keep all answers in imports/NAME.yaml.")
REVIEW = flag("--review", help="Review the files; write nothing.")
SYSTEMS = flag("--systems", help="List the supported tools.")
QUERY = option("--query", "NAME", "Print the query for gitlab.")
