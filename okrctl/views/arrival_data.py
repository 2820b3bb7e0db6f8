"""The report of an import for programs, complete."""

from __future__ import annotations

from typing import Any

from okrctl.core.arrival.compare import differences, hidden
from okrctl.core.arrival.values import Arrival, Remark
from okrctl.core.findings.rule import rule_named
from okrctl.views.arrival import Arrived, counts
from okrctl.views.published import head

SCHEMA = "okrctl/import/v1"


def arrival_data(arrived: Arrived) -> dict[str, Any]:
    """The report as JSON."""
    return {
        **head(SCHEMA, arrived.organization, arrived.today),
        "dry_run": arrived.dry_run,
        "sources": [_source(made, arrived) for made in arrived.made],
        "new": {"items": arrived.placed.new_items, "check_ins": arrived.placed.new_reports},
        "known": {"items": arrived.placed.known_items, "check_ins": arrived.placed.known_reports},
        "changed": [
            {
                "at": str(each.where),
                "ref": each.ref,
                "field": each.key,
                "here": each.here or None,
                "source": each.there,
                "command": each.command(arrived.today),
            }
            for each in arrived.placed.differences
        ],
        "files": [{"path": path, "change": what} for path, what in arrived.files],
        "findings": None if arrived.findings is None else [_remark(each) for each in arrived.findings],
    }


def _source(found: Arrival, arrived: Arrived) -> dict[str, Any]:
    return {
        "system": found.system,
        "files": list(found.files),
        "counts": {name.replace(" ", "_").replace("-", "_"): count for name, count in counts(found).items()},
        "notes": list(found.notes),
        "remarks": [_remark(each) for each in found.remarks],
        "left": [
            {
                "path": each.where.file,
                "at": each.where.at,
                "what": each.what,
                "text": each.text,
                "kept": each.kept or None,
            }
            for each in found.leftovers
        ],
        "differences": [
            {
                "at": str(each.item.where),
                "title": each.item.title,
                "source": each.says,
                "computed": each.computed,
            }
            for each in differences(found)
        ],
        "hidden": {words: [item.title for item in items] for words, items in hidden(found, arrived.today).items()},
    }


def _remark(remark: Remark) -> dict[str, Any]:
    rule = rule_named(remark.rule)
    return {
        "code": rule.code,
        "name": rule.name,
        "path": remark.where.file,
        "at": remark.where.at,
        "message": remark.message,
        "help": remark.way or None,
        "blocks": remark.blocks,
    }
