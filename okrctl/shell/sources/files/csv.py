"""CSV as people export it, checked row by row: nothing is guessed, skipped or cut off."""

from __future__ import annotations

import csv
import gzip
import zlib
from typing import TextIO

from okrctl.shell.sources.answer import Refused
from okrctl.shell.sources.files import Budget, Reader

SUFFIXES = (".csv", ".tsv", ".txt")
GZIP = True
_SEPARATORS = ",;\t|"
_LONGEST_CELL = 1 << 20


def table(paths: list[str], sheet: str | None, budget: Budget) -> Reader:
    """Read with the separator of the heading; every row must be as wide."""
    checked = [_checked(path) for path in paths]
    separators = {separator for separator, _ in checked}
    if len(separators) > 1:
        message = f"the files from {paths[0]} on have different separators"
        raise Refused("source-unread", message, "export all of them the same way", of_query=False)
    separator = separators.pop().replace("\t", "\\t")
    options = (
        f", header = true, sample_size = -1, union_by_name = true, skip = 0, comment = '', delim = '{separator}', "
        "quote = '\"', escape = '\"'"
    )
    headings = {heading for _, heading in checked}
    return Reader("read_csv", paths, options, exact=True, heading=headings.pop() if len(headings) == 1 else ())


def _checked(path: str) -> tuple[str, tuple[str, ...]]:
    """The separator and the heading of a file whose rows all have the same width."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with _opened(path) as file:
            heading = file.readline()
            likely = "\t" + _SEPARATORS if ".tsv" in path else _SEPARATORS
            separator = max(likely, key=heading.count)
            file.seek(0)
            rows = csv.reader(file, delimiter=separator, strict=True)
            names = tuple(next(rows, []))
            width = len(names)
            odd = next((row for row in rows if row and len(row) != width), None)
            at = rows.line_num
    except UnicodeDecodeError:
        raise Refused("source-unread", f"{path} is not UTF-8", "export it as UTF-8", of_query=False) from None
    except (OSError, EOFError, zlib.error, csv.Error) as error:
        raise Refused("source-unread", f"{path} cannot be read as CSV: {error}", None, of_query=False) from None
    if not heading.strip():
        raise Refused("source-unread", f"{path} has no heading", "name the columns in the first row", of_query=False)
    if odd is not None:
        message = f"{path}: the row that ends on line {at} has {len(odd)} cells, but the heading has {width}"
        raise Refused("source-unread", message, "quote cells that contain a separator", of_query=False)
    return separator, names


def _opened(path: str) -> TextIO:
    if path.endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return open(path, encoding="utf-8-sig", newline="")
