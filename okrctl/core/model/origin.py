"""Where values come from: words for people, or files and a query that ``okrctl pull`` computes them from."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticKnownError

from okrctl.core.format import forms
from okrctl.core.format import types as f
from okrctl.core.format.doc import Doc
from okrctl.core.format.meaning import MEASURED, WORDS
from okrctl.core.values.frozen import frozen

TABLE = "data"
"""What the table of a source's only file is called."""


class Source(Doc):
    """Where values are computed from: files of the workspace, or a SQLite database, and an expression or a query."""

    about: Annotated[f.Text | None, WORDS] = Field(None, description="Where the files come from, in words.")
    file: Annotated[f.Text | None, MEASURED] = Field(
        None, description="A CSV, JSON, Parquet or XLSX file, from the workspace's folder."
    )
    files: Annotated[dict[f.Table, f.Text] | None, MEASURED] = Field(
        None, description="Several files, each with the name of its table."
    )
    database: Annotated[f.Text | None, MEASURED] = Field(
        None, description="A SQLite database, from the workspace's folder."
    )
    sheet: Annotated[f.Text | None, MEASURED] = Field(
        None, description="The sheet of an XLSX file; the first one without it."
    )
    value: Annotated[f.Text | None, MEASURED] = Field(
        None, description="The value as an SQL expression over the file: avg(total)."
    )
    where: Annotated[f.Text | None, MEASURED] = Field(None, description="The rows that count, as an SQL condition.")
    query: Annotated[f.Text | None, MEASURED] = Field(
        None, description="The value as an SQL query; one row, one column."
    )

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
        """Whether there is anything to compute from."""
        return bool(self.file or self.files or self.database)

    @property
    def sql(self) -> str:
        """The query. Line ends keep a comment at the end of a part from swallowing the next one."""
        if self.query is not None:
            return self.query
        where = f"\nwhere {self.where}" if self.where else ""
        return f"select {self.value}\nfrom {TABLE}{where}"

    @property
    def query_hash(self) -> str:
        """A short name for the query, which changes when its text does."""
        return sha256(self.sql.encode("utf-8", "backslashreplace")).hexdigest()[:12]

    @property
    def spoken_at(self) -> str:
        """The key of the source that holds its SQL."""
        return "query" if self.query is not None else "value"


def _misfit(doc: Source) -> tuple[str, str] | None:
    """What does not fit together in the mapping of a source, with a way out; None when it all does."""
    homes = [name for name in ("file", "files", "database") if getattr(doc, name) is not None]
    if len(homes) != 1:
        return "one place to read from is wanted", "write `file:`, `files:` or `database:`, or words alone"
    if doc.files is not None and not doc.files:
        return "no file is named", "write {orders: exports/orders.csv}"
    if (doc.value is None) == (doc.query is None):
        return "either a value or a query is wanted", "write `value: avg(total)`, or `query: select …`"
    if doc.value is not None and doc.file is None:
        return f"with `{homes[0]}` a query is wanted", "write `query: select …`; `value` is for a single `file`"
    if doc.where is not None and doc.value is None:
        return "`where` goes with `value`", "put the condition into the query"
    return None


def _words(text: str, mapping: object) -> Source:
    if not text.strip():
        raise PydanticKnownError("string_pattern_mismatch", {"pattern": r"\S"})
    return Source.model_construct(about=text)


SourceField = Annotated[Source, forms.OrText(_words, f.TEXT_SCHEMA)]
SOURCE_WORDS = "Where the values come from: in words, or for `okrctl pull` to compute."


@frozen
class Fault:
    """Why a source gives no value: the slug of a rule, the words, and the key of the source that is meant."""

    rule: str
    message: str
    help: str | None = None
    at: tuple[str, ...] = ()
