"""Where values come from: words for people, or files and a query that ``okrctl pull`` computes them from."""

from hashlib import sha256
from typing import Any

from okrctl.core.values.frozen import frozen

TABLE = "data"
"""What the table of a source's only file is called."""


@frozen
class Source:
    """The source of a key result, KPI or metric.

    ``files`` are tables by name, each a file or a pattern for several; ``value`` and ``where`` stand for a query over
    the only one. With neither files nor database there are words alone.
    """

    about: str | None = None
    files: tuple[tuple[str, str], ...] = ()
    database: str | None = None
    sheet: str | None = None
    value: str | None = None
    where: str | None = None
    query: str | None = None

    @property
    def computed(self) -> bool:
        """Whether there is anything to compute from."""
        return bool(self.files or self.database)

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


def misfit(doc: Any) -> tuple[str, str] | None:
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


def source_of(doc: Any) -> Source | None:
    """Where values come from, out of its validated form: text or mapping."""
    if doc is None or isinstance(doc, str):
        return None if doc is None else Source(doc)
    files = ((TABLE, doc.file),) if doc.file is not None else tuple((doc.files or {}).items())
    return Source(doc.about, files, doc.database, doc.sheet, doc.value, doc.where, doc.query)


@frozen
class Fault:
    """Why a source gives no value: the slug of a rule, the words, and the key of the source that is meant."""

    rule: str
    message: str
    help: str | None = None
    at: tuple[str, ...] = ()
