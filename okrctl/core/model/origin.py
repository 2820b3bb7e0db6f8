"""Where values come from: a text for people, or files and a query for ``okrctl pull``."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

from pydantic import model_validator
from pydantic_core import PydanticKnownError

from okrctl.core.format import forms
from okrctl.core.format import types as f
from okrctl.core.format.doc import Doc
from okrctl.core.format.meaning import MEASURED, WORDS
from okrctl.core.values.frozen import frozen

TABLE = "data"
"""The table name of a source's only file."""


class Source(Doc):
    """Where values are computed from: files of the workspace, or a SQLite database, and an expression or a query."""

    about: Annotated[f.Text | None, WORDS("A description of where the files come from.")] = None
    file: Annotated[f.Text | None, MEASURED("A CSV, JSON, Parquet or XLSX file, relative to the workspace.")] = None
    files: Annotated[dict[f.Table, f.Text] | None, MEASURED("Several files, each with a table name.")] = None
    database: Annotated[f.Text | None, MEASURED("A SQLite database, relative to the workspace.")] = None
    sheet: Annotated[f.Text | None, MEASURED("The sheet of an XLSX file; by default the first one.")] = None
    value: Annotated[f.Text | None, MEASURED("The value as an SQL expression over the file: avg(total).")] = None
    where: Annotated[f.Text | None, MEASURED("The rows to use, as an SQL condition.")] = None
    query: Annotated[f.Text | None, MEASURED("The value as an SQL query; one row, one column.")] = None

    @model_validator(mode="after")
    def _fits_together(self) -> Source:
        wrong = _misfit(self)
        if wrong is not None:
            raise forms.refuse("wrong-value", *wrong)
        return self

    @property
    def tables(self) -> tuple[tuple[str, str], ...]:
        """Tables by name, each with its file or a pattern for several."""
        return ((TABLE, self.file),) if self.file is not None else tuple((self.files or {}).items())

    @property
    def computed(self) -> bool:
        """Whether it names any files."""
        return bool(self.file or self.files or self.database)

    @property
    def sql(self) -> str:
        """The query. Line breaks keep a comment at the end of one part from hiding the next."""
        if self.query is not None:
            return self.query
        where = f"\nwhere {self.where}" if self.where else ""
        return f"select {self.value}\nfrom {TABLE}{where}"

    @property
    def query_hash(self) -> str:
        """A short hash of the query's text."""
        return sha256(self.sql.encode("utf-8", "backslashreplace")).hexdigest()[:12]

    @property
    def spoken_at(self) -> str:
        """The key of the source that holds its SQL."""
        return "query" if self.query is not None else "value"


def _misfit(doc: Source) -> tuple[str, str] | None:
    """What is inconsistent in the mapping of a source, with a hint; None if it is consistent."""
    homes = [name for name in ("file", "files", "database") if getattr(doc, name) is not None]
    if len(homes) != 1:
        return "a source needs exactly one of file, files and database", "keep one, or write a text for people"
    if doc.files is not None and not doc.files:
        return "no file given", "write {orders: exports/orders.csv}"
    if (doc.value is None) == (doc.query is None):
        return "a source needs either value or query", "write `value: avg(total)`, or `query: select …`"
    if doc.value is not None and doc.file is None:
        return f"`{homes[0]}` needs a query", "write `query: select …`; `value` is for a single `file`"
    if doc.where is not None and doc.value is None:
        return "`where` needs `value`", "put the condition into the query"
    return None


def _words(text: str, mapping: object) -> Source:
    if not text.strip():
        raise PydanticKnownError("string_pattern_mismatch", {"pattern": r"\S"})
    return Source.model_construct(about=text)


SourceField = Annotated[Source, forms.OrText(_words, f.TEXT_SCHEMA)]
SOURCE_WORDS = "Where the values come from: a text, or what `okrctl pull` computes them from."


@frozen
class Fault:
    """Why a source has no value: the slug of a rule, a message, and the key of the source."""

    rule: str
    message: str
    help: str | None = None
    at: tuple[str, ...] = ()
