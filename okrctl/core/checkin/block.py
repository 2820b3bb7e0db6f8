"""A check-in as new YAML: results with more than a value on one line each."""

from __future__ import annotations

from typing import Any

from okrctl.core.checkin.entry import Entry, ResultInput
from okrctl.core.edit import Item
from okrctl.core.edit.written import Plain, Short, item


def item_of(entry: Entry) -> Item:
    """The entry as a list item, in block style and on one line."""
    fields: dict[str, Any] = {"date": Plain(entry.date.isoformat()), "by": entry.by}
    if entry.corrects is not None:
        fields["corrects"] = Plain(entry.corrects.isoformat())
    if entry.note is not None:
        fields["note"] = entry.note
    if entry.results:
        fields["results"] = {id: _result(said) for id, said in entry.results}
    if entry.unchanged:
        fields["unchanged"] = list(entry.unchanged)
    return item(fields)


def _result(said: ResultInput) -> Any:
    if said == ResultInput(value=said.value) and said.value is not None:
        return Plain(said.value)
    fields = Short()
    for name in ("value", "baseline", "confidence", "projected"):
        text = getattr(said, name)
        if text is not None:
            fields[name] = Plain(text)
    if said.done is not None:
        fields["done"] = list(said.done)
    if said.note is not None:
        fields["note"] = said.note
    return fields
