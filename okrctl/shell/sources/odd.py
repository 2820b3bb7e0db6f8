"""Finds texts where a query needs numbers or dates: in which file, row and column, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from okrctl.core.values.frozen import frozen

_NUMBER = "cast({} as decimal(18, 2))"
_DAY = "cast(strptime({{}}, '{}') as date)"
_POINT = "replace({}, ',', '.')"
# each form with the expression that reads it; the first match is used
_FORMS = (
    (
        r"[+-]?[0-9]{1,3}([.][0-9]{3})+,[0-9]+",
        "has a decimal comma",
        _NUMBER.format("replace(replace({}, '.', ''), ',', '.')"),
    ),
    (r"[+-]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?", "groups thousands by commas", _NUMBER.format("replace({}, ',', '')")),
    (r"[+-]?[0-9]+,[0-9]+", "has a decimal comma", _NUMBER.format(_POINT)),
    (r"[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}", "is a date written day.month.year", _DAY.format("%d.%m.%Y")),
    (
        r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}",
        "is a date with slashes (for day before month write %d/%m/%Y)",
        _DAY.format("%m/%d/%Y"),
    ),
    (r"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}", "is a date written year/month/day", _DAY.format("%Y/%m/%d")),
    (
        r"[^0-9]*[+-]?[0-9][0-9.,]*[^0-9]*",
        "is more than a number",
        _NUMBER.format("regexp_replace({}, '[^0-9.+-]', '', 'g')"),
    ),
)
_SHOWN = 40


@frozen
class Odd:
    """The text, its place, and the expression to use."""

    message: str
    help: str


def odd_text(connection: Any, job: Mapping[str, Any], columns: Mapping[str, Sequence[str]]) -> Odd | None:
    """The first text, in the columns that a query uses, that DuckDB reads neither as a number nor as a date."""
    files = {name: paths[0] if len(paths) == 1 else f"{paths[0]} and others" for name, _, paths in job["tables"]}
    words = set(re.findall(r"[a-z0-9_]+", job["query"].lower()))
    for table, column in _texts(connection, {name: [c for c in each if c in words] for name, each in columns.items()}):
        for pattern, what, expression in _FORMS:
            query = (
                f'select n, v from (select row_number() over () as n, trim("{column}") as v from "{table}") '
                f"where regexp_full_match(v, ?) order by n limit 1"
            )
            found = connection.execute(query, [pattern]).fetchone()
            if found is not None:
                row, text = found
                where = f"{files.get(table, table)}, row {row + 1}, column {column}"
                return Odd(
                    f"{where}: {text[:_SHOWN]!r} {what}", f"write {expression.format(column)} instead of {column}"
                )
    return None


def _texts(connection: Any, columns: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for table, names in columns.items():
        kinds = dict(connection.execute(f'select column_name, column_type from (describe "{table}")').fetchall())
        yield from ((table, name) for name in names if kinds.get(name) == "VARCHAR")
