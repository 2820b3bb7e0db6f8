"""Workspaces as large as anybody might make them: thousands of objectives in one chain or one circle."""

from __future__ import annotations

from pathlib import Path

PER_FILE = 500


def write_chain(root: Path, length: int, tied_by: str, *, circle: bool = False) -> None:
    """``length`` objectives, each tied to the next; a circle when the last is tied to the first.

    Args:
        root: the folder of the workspace.
        length: how many.
        tied_by: ``supports``, ``depends_on``, ``both``, or ``key-results`` for key results that support key results.
        circle: whether it closes.
    """
    (root / "okrs").mkdir(parents=True)
    (root / "okrctl.yaml").write_text("okrctl: 1\norganization: Chain\n", encoding="utf-8")
    for department, start in enumerate(range(0, length, PER_FILE)):
        lines = ["okrctl: 1", f"department: d{department}", "lead: Ana", "cycle: 2026-Q1", "objectives:"]
        for at in range(start, min(length, start + PER_FILE)):
            following = at + 1 if at + 1 < length else 0
            tie = _tie(following, tied_by) if following or circle else ""
            own, of_result = ("", tie) if tied_by == "key-results" else (tie, "")
            result = f"{{id: k{at}, title: Key {at}, count: 4{of_result}}}"
            lines.append(f"  - {{id: o{at}, title: Goal {at}{own}, key_results: [{result}]}}")
        lines += ["check_ins:", f"  - {{date: 2026-01-12, by: ana@example.com, results: {{k{start}: 1}}}}"]
        (root / "okrs" / f"d{department}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _tie(following: int, tied_by: str) -> str:
    home = f"d{following // PER_FILE}"
    match tied_by:
        case "supports":
            return f", supports: [{home}/o{following}]"
        case "depends_on":
            return f", depends_on: [{{ref: {home}/o{following}, need: It}}]"
        case "both":
            return _tie(following, "supports") + _tie(following, "depends_on")
        case _:
            return f", supports: [{home}/k{following}]"
