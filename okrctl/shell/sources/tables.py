"""Files as tables of a DuckDB database in memory which, once loaded, has no access to anything else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from okrctl.core.values.frozen import frozen
from okrctl.shell.sources.answer import INSTALL, Refused, Rows
from okrctl.shell.sources.files import Budget, Reader, reader

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "threads": "1",
    "temp_directory": "",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}
_READING = ("select", "with", "from", "values", "")
# numbers that a decimal can hold exactly; all others stay floating point
_EXACT = "[+-]?[0-9]{1,18}([.][0-9]{0,10})?"
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
class Loaded:
    """A connection, and the number of rows and the columns by table."""

    connection: Any
    rows: dict[str, int]
    columns: dict[str, list[str]]


def load(job: dict[str, Any]) -> Loaded:
    """All tables of a job; then the connection is locked: no files, no network, no changes of its settings."""
    try:
        import duckdb
    except ImportError:
        raise Refused("source-unread", "reading files needs DuckDB", INSTALL, of_query=False) from None
    connection = duckdb.connect(":memory:", config=_CONFIG)
    loaded = Loaded(connection, {}, {})
    budget = Budget()
    for name, format, paths in job["tables"]:
        try:
            _load(loaded, name, reader(format, paths, job["sheet"], budget))
        except duckdb.OutOfMemoryException:
            raise Refused("source-limit", f"{paths[0]} is too large", "export less", of_query=False) from None
        except duckdb.Error as error:
            message, hint = _words(error)
            raise Refused("source-unread", f"{paths[0]}: {message}", hint, of_query=False) from None
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return loaded


def run(loaded: Loaded, job: dict[str, Any]) -> Rows:
    """The first two rows of the query, enough to tell whether there is just one."""
    import duckdb

    connection = loaded.connection
    try:
        statements = connection.extract_statements(job["query"])
        reads = len(statements) == 1 and statements[0].type == duckdb.StatementType.SELECT
        # older versions accept some other statements as a SELECT
        if not reads or _first_word(job["query"]) not in _READING:
            raise Refused("source-refused", "it is not one SELECT", "a source reads; it changes and fetches nothing")
        given = _parameters(statements[0].named_parameters, job["given"])
        rows = connection.execute(statements[0], given).fetchmany(2)
    except duckdb.PermissionException as error:
        help = "a query reads the tables of its source; name more files under `files:`"
        raise Refused("source-refused", f"it reaches beyond its tables: {_words(error)[0]}", help) from None
    except duckdb.OutOfMemoryException:
        raise Refused("source-limit", "it needs more memory than it may have", "compute from less") from None
    except duckdb.Error as error:
        message, hint = _words(error)
        has = "; ".join(f"{name} has {', '.join(columns)}" for name, columns in loaded.columns.items())
        about_names = any(word in message.lower() for word in ("column", "table"))
        odd = None if "not found" in message else odd_text(loaded.connection, job, loaded.columns)
        if odd is None and not any(loaded.rows.values()):
            raise Refused("source-failed", f"there are no rows ({message})", "export it again") from None
        if odd is not None:
            raise Refused("source-failed", f"{odd.message} ({message})", odd.help) from None
        raise Refused("source-failed", message, has if about_names else hint) from None
    return [tuple(row) for row in rows]


def _parameters(wanted: set[str], given: dict[str, str]) -> dict[str, date]:
    unknown = sorted(wanted - set(given))
    if unknown:
        there = ", ".join(f"${name}" for name in given)
        raise Refused("source-failed", f"there is no parameter ${unknown[0]} here", f"available: {there}")
    return {name: date.fromisoformat(given[name]) for name in wanted}


def _load(loaded: Loaded, name: str, how: Reader) -> None:
    reader = f"{how.function}([{', '.join(map(_quoted, how.paths))}]{how.options}"
    described = loaded.connection.execute(f"describe select * from {reader})").fetchall()
    exact = _exact(loaded, reader, [row[0] for row in described if row[1] == "DOUBLE"]) if how.exact else {}
    called = [row[0] for row in described]
    written = how.heading if len(how.heading) == len(called) else called
    columns = _column_names({name: own.strip() or name for name, own in zip(called, written, strict=True)})
    if exact:
        reader += _as_text(exact)
    selected = ", ".join(
        f"cast({_named(old)} as {exact[old]}) as {_named(new)}" if old in exact else f"{_named(old)} as {_named(new)}"
        for old, new in columns.items()
    )
    loaded.connection.execute(f"create table {_named(name)} as select {selected} from {reader})")
    loaded.rows[name] = loaded.connection.execute(f"select count(*) from {_named(name)}").fetchone()[0]
    loaded.columns[name] = list(columns.values())


def _exact(loaded: Loaded, reader: str, columns: list[str]) -> dict[str, str]:
    """Columns of numbers with a decimal point, and the decimal type that holds them without loss, if there is one."""
    found = {}
    for column in columns:
        text = f"trim({_named(column)})"
        query = (
            f"select count(*) filter (not regexp_full_match({text}, '{_EXACT}')), "
            f"coalesce(max(length(split_part({text}, '.', 2))), 0) "
            f"from {reader}{_as_text([column])})"
        )
        odd, places = loaded.connection.execute(query).fetchone()
        if not odd:
            found[column] = f"decimal(38, {places})"
    return found


def _as_text(columns: Iterable[str]) -> str:
    """An option for read_csv: these columns as text."""
    kinds = ", ".join(f"{_quoted(column)}: 'VARCHAR'" for column in columns)
    return f", types = {{{kinds}}}"


def _column_names(columns: dict[str, str]) -> dict[str, str]:
    """Names that need no quotes, by the engine's names: `Financial Status` is financial_status."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for column, written in columns.items():
        plain = re.sub(r"[^0-9a-z]+", "_", written.lower()).strip("_") or "column"
        plain = f"_{plain}" if plain[0].isdigit() else plain
        name = plain
        while name in taken:
            numbers[plain] = numbers.get(plain, 1) + 1
            name = f"{plain}_{numbers[plain]}"
        taken.add(name)
        found[column] = name
    return found


def _first_word(query: str) -> str:
    """The first word of a query, after comments and brackets."""
    found = re.match(r"(?:\s|\(|--[^\n]*\n|/\*.*?\*/)*([a-z]*)", query.lower(), re.DOTALL)
    return found[1] if found else ""


def _words(error: Exception) -> tuple[str, str | None]:
    """The first line of DuckDB's message, and the second if it is a hint."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip() and not line.startswith("LINE ")]
    hints = [line for line in lines[1:] if line.startswith(("Did you mean", "Candidate"))]
    first = lines[0] if lines else type(error).__name__
    return re.sub(r"^[A-Z][a-z]+( [A-Z][a-z]+)* Error: ", "", first), hints[0] if hints else None


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _named(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


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
