"""Field types: how the text of a field becomes a value, for pydantic models and for the JSON Schema.

A field's type decides what its text means. Each type has its error message (a rule's slug, message and help) and its
schema, which accepts more than text: editors check what YAML 1.2 parsers make of plain scalars (numbers, booleans).
What a field contains (``holds.py``) is part of its type, too.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from okrctl.core.format import literals
from okrctl.core.format.forms import LOOSE, OR_DEFAULT, Made, OrOne, Refused, parsed, refuse, shown, whole
from okrctl.core.format.formula import LONGEST, Formula, FormulaFault, parse_formula
from okrctl.core.format.holds import CYCLE, DEPARTMENT, FORMER, METRIC, PERSON, REFERENCE, RULE, TEXT
from okrctl.core.values.cycle import FIRST_YEAR, LAST_YEAR, MonthDay, parse_date, parse_month_day
from okrctl.core.values.quantity import Amount, parse_amount, parse_duration, parse_number

Each = TypeVar("Each")
_NUMBER_HELP = "write digits with a decimal point, such as 57500 or 0.5, without unit or thousands separators"
_DATE_HELP = f"write year-month-day, such as 2026-03-31, between {FIRST_YEAR} and {LAST_YEAR}"
_CYCLE_HELP = "write 2026, 2026-H1, 2026-Q1, 2026-03, FY2026-Q1, or two dates: 2026-01-15/2026-07-14"
_CHANGE_HELP = "write +20% (relative), +2pp (percentage points) or -1 (a difference)"
_DAY_OF_YEARS_HELP = "write month-day for every year, such as 11-20, or a date such as 2026-11-20"
_SHARE_HELP = "write true for every time, or a percentage such as 95%"
_DAYS_HELP = "write days or weeks: 7d, 2w"
_REFERENCE_HELP = "write department/id, id, or department/id/milestone; add @2026-H1 to pick a cycle"
_FORMULA_HELP = "write metrics and numbers with + - * / and spaces, such as sessions * conversion-rate"
_TABLE_HELP = "use lowercase letters, digits and underscores, such as orders"


def _written(pattern: str, help: str, *examples: str) -> dict[str, Any]:
    """The pattern of a text, the message that editors show if it doesn't match, and examples that they offer."""
    return {"pattern": pattern, "patternErrorMessage": help, **({"examples": list(examples)} if examples else {})}


NUMBER_SCHEMA = {
    "type": ["number", "string"],
    **_written(f"^[+-]?{literals.DIGITS}$", _NUMBER_HELP),
    "maxLength": literals.LONGEST_NUMBER,
}


def id_problem(text: str) -> str:
    """The hint for a text that isn't an id."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    suggestion = f"; for instance {slug}" if literals.parse_id(slug) else ""
    return f"use lowercase letters, digits and hyphens, with at least one letter, not starting with x-{suggestion}"


def _identifier(value: object) -> str:
    if not isinstance(value, str):
        raise refuse("bad-id", f"expected an id, found {shown(value)}", id_problem(""))
    if literals.parse_id(value) is None:
        raise refuse("bad-id", f"{shown(value)} is not an id", id_problem(value))
    return value


DATE_SCHEMA = {"type": "string", "format": "date", **_written(f"^{literals.DATE}$", _DATE_HELP, "2026-03-31")}
_DURATION = {"type": "string", **_written(f"^{literals.DURATION}$", _DAYS_HELP, "7d", "2w")}

# editors need to know no more than that a text of spaces counts as empty
_SAYS_SOMETHING = r"\S"
TEXT_SCHEMA = {
    "type": ["string", "number", "boolean"],
    "minLength": 1,
    **_written(_SAYS_SOMETHING, "write something, or remove the key"),
}

Text = Annotated[str, Field(pattern=literals.SOMETHING), TEXT, WithJsonSchema(TEXT_SCHEMA)]
Title = Annotated[
    str,
    Field(pattern=literals.SOMETHING, max_length=literals.LONGEST_TITLE),
    TEXT,
    WithJsonSchema({**TEXT_SCHEMA, "maxLength": literals.LONGEST_TITLE}),
]
REASON_HELP = "say why, in words"
# `\W` differs between dialects of regular expressions
_LETTER_OR_DIGIT = r"[0-9A-Za-z]|[^\x00-\x7F]"
Reason = Annotated[
    str,
    Field(pattern=literals.REASON),
    Refused("wrong-value", "a reason", REASON_HELP),
    TEXT,
    WithJsonSchema({**TEXT_SCHEMA, **_written(_LETTER_OR_DIGIT, REASON_HELP)}),
]
Number = Annotated[
    Fraction, parsed(parse_number, "bad-number", "a number", _NUMBER_HELP), WithJsonSchema(NUMBER_SCHEMA)
]
Count = Annotated[
    Fraction,
    parsed(literals.parse_positive, "bad-number", "a number above 0", _NUMBER_HELP),
    WithJsonSchema({**NUMBER_SCHEMA, "exclusiveMinimum": 0}),
]
Weight = Annotated[
    Fraction,
    parsed(literals.parse_weight, "bad-number", "a weight of 0 or more", "0 means shown but not scored"),
    WithJsonSchema({**NUMBER_SCHEMA, "minimum": 0}),
]
Confidence = Annotated[
    Fraction,
    parsed(parse_number, "bad-number", "a number", "write a number from 0 to 10"),
    # numbers outside 0 to 10 are accepted here; the rule bad-confidence reports them
    WithJsonSchema({**NUMBER_SCHEMA, "minimum": 0, "maximum": 10}),
]
_ZERO = [{"const": 0}, {"type": "string", **_written(r"^[+-]0*(\.0*)?(%|pp)?$", _CHANGE_HELP)}]
Change = Annotated[
    Amount,
    parsed(parse_amount, "bad-number", "a change", _CHANGE_HELP),
    # as a number, the sign would be lost to the schema: +1 and 1 are the same there
    WithJsonSchema(
        {
            "type": ["number", "string"],
            **_written(f"^[+-]{literals.DIGITS}(%|pp)?$", _CHANGE_HELP, "+20%", "+2pp", "-1"),
            "not": {"anyOf": _ZERO},
        }
    ),
]
Share = Annotated[
    Fraction,
    parsed(
        literals.parse_share,
        "wrong-value",
        "true or a share such as 95%",
        _SHARE_HELP,
    ),
    WithJsonSchema(
        {
            "anyOf": [
                {"const": True},
                {"type": "string", **_written(r"^(true|(100|[0-9]{1,2}(\.[0-9]*)?)%)$", _SHARE_HELP)},
            ]
        }
    ),
]
Day = Annotated[date, parsed(parse_date, "bad-date", "a date", _DATE_HELP), WithJsonSchema(DATE_SCHEMA)]
DayOfYears = Annotated[
    date | MonthDay,
    parsed(
        lambda text: parse_month_day(text) or parse_date(text),
        "bad-date",
        "a date, or a month and a day",
        _DAY_OF_YEARS_HELP,
    ),
    WithJsonSchema({"type": "string", **_written(f"^({literals.DATE}|[0-9]{{2}}-[0-9]{{2}})$", _DAY_OF_YEARS_HELP)}),
]
Flag = Annotated[
    bool,
    parsed(literals.parse_flag, "wrong-value", "true or false", "write true or false, in lowercase"),
    WithJsonSchema({"enum": [True, False, "true", "false"]}),
]
Days = Annotated[
    int,
    parsed(literals.parse_days, "bad-duration", "a duration", _DAYS_HELP),
    WithJsonSchema({**_DURATION, "not": _written("^0+[dw]$", _DAYS_HELP)}),
]
GraceDays = Annotated[
    int,
    parsed(parse_duration, "bad-duration", "a duration", "write days or weeks: 3d, 0d"),
    WithJsonSchema(_DURATION),
]


CycleName = Annotated[
    str,
    CYCLE,
    parsed(literals.parse_cycle_name, "bad-cycle", "a cycle", _CYCLE_HELP),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            **_written(f"^{literals.CYCLE}$", _CYCLE_HELP, "2026-H1", "2026-Q1", "2026"),
            "minimum": FIRST_YEAR,
            "maximum": LAST_YEAR,
        }
    ),
]
_ID_PATTERN = f"^(?!x-)(?![0-9]+e-?[0-9]+$)(?=[a-z0-9-]*[a-z]){literals.SLUG}$"
Id = Annotated[
    str,
    Made(_identifier),
    WithJsonSchema({"type": "string", **_written(_ID_PATTERN, id_problem("")), "maxLength": literals.LONGEST_ID}),
]

MetricId = Annotated[Id, METRIC]
Person = Annotated[Text, PERSON]
RuleCode = Annotated[str, RULE]

Month = Annotated[int, whole(literals.MONTH, 1, 12)]
HowMany = Annotated[int, whole(literals.FEW, 0, 9999)]
Seconds = Annotated[int, whole(literals.SECONDS, 1, literals.MOST_SECONDS)]
Table = Annotated[
    str,
    parsed(
        literals.parse_table,
        "bad-id",
        "the name of a table",
        _TABLE_HELP,
    ),
    WithJsonSchema({"type": "string", **_written(f"^{literals.TABLE}$", _TABLE_HELP)}),
]


REF_SCHEMA = {
    "type": "string",
    **_written(f"^{literals.REFERENCE}$", _REFERENCE_HELP, "marketing/seo"),
    "maxLength": literals.LONGEST_REFERENCE,
}
_PlainRef = Annotated[
    str,
    Field(pattern=f"^{literals.REFERENCE}$", max_length=literals.LONGEST_REFERENCE),
    Refused(
        "bad-reference",
        "a reference",
        _REFERENCE_HELP,
    ),
    WithJsonSchema(REF_SCHEMA),
]
Ref = Annotated[_PlainRef, REFERENCE]
Refs = Annotated[tuple[Ref, ...], LOOSE, OrOne(), OR_DEFAULT]
FormerIds = Annotated[tuple[Annotated[_PlainRef, FORMER], ...], LOOSE, OrOne(), OR_DEFAULT]
People = Annotated[tuple[Person, ...], LOOSE, OrOne(), OR_DEFAULT]
ManyTexts = Annotated[tuple[Text, ...], LOOSE, OrOne()]
Texts = Annotated[ManyTexts, OR_DEFAULT]
Pattern = Annotated[
    str,
    Field(pattern=literals.SOMETHING, max_length=literals.LONGEST_PATTERN),
    TEXT,
    WithJsonSchema({**TEXT_SCHEMA, "maxLength": literals.LONGEST_PATTERN}),
]
Patterns = Annotated[tuple[Pattern, ...], Field(min_length=1, max_length=literals.MOST_PATTERNS), LOOSE, OrOne()]
Departments = Annotated[
    tuple[Annotated[str, Field(pattern=literals.SOMETHING), DEPARTMENT, WithJsonSchema(TEXT_SCHEMA)], ...],
    LOOSE,
    OrOne(),
    OR_DEFAULT,
]
Every = Annotated[tuple[Each, ...], LOOSE]
Many = Annotated[tuple[Each, ...], LOOSE, OR_DEFAULT]


def _formula(value: object) -> Formula:
    if value is None:
        raise refuse("missing-key", "the value is missing", _FORMULA_HELP)
    if not isinstance(value, str):
        raise refuse("wrong-type", f"expected a formula, found {shown(value)}", _FORMULA_HELP)
    found = parse_formula(value)
    if isinstance(found, FormulaFault):
        raise refuse(found.rule, found.message, found.help, found.at)
    return found


FormulaText = Annotated[
    Formula,
    METRIC,
    Made(_formula),
    WithJsonSchema(
        {
            "type": ["string", "number"],
            **_written(r"^[a-z0-9.eE+*/() \t\n-]+$", _FORMULA_HELP, "sessions * conversion-rate"),
            "maxLength": LONGEST,
        }
    ),
]

Pair = Annotated[Every[Number], Field(min_length=2, max_length=2)]
Severity = Literal["off", "advice", "warning", "error"]


def _version(value: object) -> object:
    if isinstance(value, str) and value != literals.FORMAT_VERSION:
        raise refuse(
            "format-version",
            f"format version {value!r} isn't supported; this okrctl reads version {literals.FORMAT_VERSION}",
            f"write `okrctl: {literals.FORMAT_VERSION}`, or upgrade okrctl",
        )
    return value


FormatVersion = Annotated[
    str,
    BeforeValidator(_version),
    WithJsonSchema({"enum": [int(literals.FORMAT_VERSION), literals.FORMAT_VERSION]}),
]
