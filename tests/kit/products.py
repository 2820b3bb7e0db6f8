"""Workspaces in which two lists of the format are as long as they may be, and speak of the same things."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

FIRST = date(2026, 1, 1)
LONG = "cycle: 1970-01-01/2200-12-31"
# items that fit into half a file: of 1 MiB, or of 100,000 values
LISTS = {
    "objectives": 3300,
    "cycles": 2600,
    "key_results": 5000,
    "milestones": 5500,
    "checkpoints": 20_000,
    "check_ins": 2500,
    "results": 15_000,
    "unchanged": 25_000,
    "done": 25_000,
    "amended": 5000,
    "supports": 25_000,
    "depends_on": 6500,
    "promised_to": 9000,
    "joint_with": 25_000,
    "joint": 2900,
    "formerly": 20_000,
    "tags": 30_000,
    "links": 9000,
    "initiatives": 25_000,
    "kpis": 5500,
    "except": 5000,
    "behind": 3500,
    "corrections": 2500,
    "rests": 4000,
    "comments": 16_000,
    "unknown_keys": 20_000,
    "unknown_refs": 20_000,
    "unknown_results": 15_000,
    "held": 3000,
    "metrics": 5000,
    "people": 5000,
    "owns": 25_000,
    "external": 25_000,
    "patterns": 100,
    "owners": 40_000,
    "departments": 300,
}


def write(root: Path, sizes: Mapping[str, int]) -> None:
    """A workspace with lists of these sizes; all others are as short as can be."""
    count = {name: sizes.get(name, 1) for name in LISTS}
    (root / "okrs").mkdir(parents=True, exist_ok=True)
    (root / "okrctl.yaml").write_text("\n".join(_settings(count)) + "\n", encoding="utf-8")
    (root / "okrs" / "shop.yaml").write_text("\n".join(_shop(count)) + "\n", encoding="utf-8")
    for number in range(count["departments"]):
        text = f"okrctl: 1\ndepartment: d{number}\nname: D\nlead: Lead {number}\n{LONG}\nobjectives:\n"
        text += "- id: o0\n  title: T\n  supports: shop/o0\n"
        text += "  key_results: [{id: k0, title: T, metric: m0, baseline: 1, target: 3}]\n"
        (root / "okrs" / f"d{number}.yaml").write_text(text, encoding="utf-8")
    lines = (f"a*b{number}*c*.y?ml @x" for number in range(count["owners"]))
    (root / "CODEOWNERS").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _settings(count: Mapping[str, int]) -> Iterable[str]:
    yield "okrctl: 1\norganization: Products"
    yield _flow("files", ["okrs/**/*.yaml", *(f"okrs/**/x{n}*a*b/*.yaml" for n in range(1, count["patterns"]))])
    yield _flow("external", (f"e{n}" for n in range(count["external"])))
    yield "people:"
    yield from (f"  p{n}: {{name: Ana {n}, email: p{n}@example.com}}" for n in range(1, count["people"]))
    yield "  p0:"
    yield _flow("    owns", (f"Role {n}" for n in range(count["owns"])))
    yield "metrics:"
    yield from (f"  m{n}: {{title: M, unit: USD, better: higher}}" for n in range(count["metrics"]))


def _shop(count: Mapping[str, int]) -> Iterable[str]:
    yield f"okrctl: 1\ndepartment: shop\nname: Shop\nlead: Role 0\n{LONG}"
    yield from ("# okrctl: ignore[OKR101]" for _ in range(count["comments"]))
    yield from (f"zz{n}: 1" for n in range(count["unknown_keys"]))
    yield "objectives:"
    yield from _first(count)
    yield from _second(count)
    for n in range(1, count["objectives"]):
        yield f"- {{id: o{n}, title: T, key_results: [{{id: q{n}, title: T, count: 3}}]}}"
    for n in range(count["joint"]):
        yield f"- {{id: j{n}, title: T, joint_with: all, key_results: [{{id: jk{n}, title: T, count: 3}}]}}"
    for n in range(count["cycles"]):
        cycle = f"{1970 + n // 12}-{n % 12 + 1:02}"
        yield f"- {{id: same, title: T, cycle: {cycle}, key_results: [{{id: same-k, title: T, count: 3}}]}}"
    yield "kpis:"
    yield from (f"- {{id: w{n}, title: T, at_most: 3}}" for n in range(1, count["kpis"]))
    yield "- id: w0\n  title: T\n  at_most: 5\n  except:"
    for n in range(count["except"]):
        yield f"  - {{from: {_day(n)}, to: {_day(n)}, at_most: 3, why: w}}"
    yield "check_ins:"
    yield from _journal(count)


def _first(count: Mapping[str, int]) -> Iterable[str]:
    """What others refer to."""
    yield "- id: o0\n  title: T\n  key_results:"
    for n in range(count["key_results"]):
        yield f"  - {{id: k{n}, title: T, baseline: 0, target: {10**18 + 2 * n + 1}}}"
    yield f"  - id: curve\n    title: T\n    baseline: 0\n    target: 99\n    metric: m{count['metrics'] - 1}"
    yield "    checkpoints:"
    yield from (f"      {_day(n)}: {n}" for n in range(count["checkpoints"]))
    yield "    amended:"
    yield from (f"    - {{date: {_day(n % 300)}, field: target, from: {n}, why: w}}" for n in range(count["amended"]))
    yield "  - id: steps\n    title: T\n    milestones:"
    yield from (f"    - {{id: s{n}, title: T, weight: {n + 1}}}" for n in range(count["milestones"]))
    yield "  - id: level\n    title: T\n    at_least: 3\n    hold: true\n    check_in: {every: 1d}"
    yield from (f"  - {{id: b{n}, title: T, kpi: w0, at_most: 3}}" for n in range(count["behind"]))


def _second(count: Mapping[str, int]) -> Iterable[str]:
    """What refers to others."""
    named = [f"o{n}" for n in range(count["objectives"])] + [f"k{n}" for n in range(count["key_results"])]
    named += [f"d{n}/o0" for n in range(count["departments"])]
    named = ["same", "same-k", "same@1970-01"] if count["cycles"] > 1 else named
    yield "- id: p0\n  title: T"
    yield _flow("  supports", (named[n % len(named)] for n in range(count["supports"])))
    yield "  depends_on:"
    for n in range(count["depends_on"]):
        yield f"  - {{ref: {named[n % len(named)]}, need: N, due: {_day(n % 300)}}}"
    yield from (f"  - {{ref: nobody-{n}, need: N}}" for n in range(count["unknown_refs"] // 3))
    yield "  promised_to:"
    for n in range(count["promised_to"]):
        yield f"  - {{ref: {named[n % len(named)]}, due: {_day(n % 300)}}}"
    yield _flow("  joint_with", [f"d{n % count['departments']}" for n in range(count["joint_with"])])
    yield _flow("  tags", (f"t{n}" for n in range(count["tags"])))
    yield "  links:"
    yield from (f"  - {{url: https://example.com/{n}}}" for n in range(count["links"]))
    yield _flow("  initiatives", (f"do {n}" for n in range(count["initiatives"])))
    yield "  key_results:\n  - id: pk\n    title: T\n    count: 3"
    yield _flow("    formerly", (f"old{n}" for n in range(count["formerly"])))


def _journal(count: Mapping[str, int]) -> Iterable[str]:
    for n in range(count["check_ins"]):
        said = f"{{curve: {n}, w0: {n % 7}, old{n}: 1, level: {n % 5}}}"
        yield f"- {{date: {_day(n)}, by: p0@example.com, results: {said}}}"
    for n in range(count["held"]):
        yield f"- {{date: {_day(n)}, by: p0@example.com, results: {{level: {n % 5}, same-k: 1, pk: 1}}}}"
    for n in range(count["corrections"]):
        yield f"- {{date: {_day(n)}, by: p0@example.com, corrects: {_day(n)}, results: {{curve: {n}, k0: 3}}}}"
    yield f"- date: {FIRST}\n  by: p1@example.com\n  results:"
    yield f"    steps: [{', '.join(f's{n}' for n in range(count['done']))}]"
    yield from (f"    k{n}: {n + 1}" for n in range(count["results"]))
    yield from (f"    nothing-{n}: 1" for n in range(count["unknown_results"]))
    yield _flow("  unchanged", (f"q{n}" for n in range(1, count["unchanged"])))
    yield from (f"- {{date: {_day(n)}, by: p1@example.com, unchanged: rest}}" for n in range(count["rests"]))


def _flow(key: str, items: Iterable[str]) -> str:
    return f"{key}: [{', '.join(items)}]"


def _day(number: int) -> date:
    return FIRST + timedelta(days=number)


def _replaced(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def edit(text: str) -> str:
        for pattern, new in pairs:
            text = re.sub(pattern, new, text, flags=re.MULTILINE)
        return text

    return edit


def _amended(text: str) -> str:
    """Every target, weight and checkpoint is another one, and each change has its trace."""
    trace = "{date: 2026-06-01, field: target, from: \\2, to: 3, why: w}"
    text = re.sub(r"(\{id: k\d+, title: T, baseline: 0, target: )(\d+)\}", rf"\g<1>3, amended: [{trace}]}}", text)
    for key, entry, name in (
        ("milestones", r"id: (s\d+), title: T, weight: (\d+)", "weight"),
        ("checkpoints", _DAY, ""),
    ):
        found = re.search(rf"(?<=\n)    {key}:\n((?:    [ -] .*\n)+)", text)
        told = re.findall(entry, found[1])[:4000] if found else []
        below = f"/{name}" if name else ""
        lines = (
            f"    - {{date: 2026-06-01, field: {key}/{id}{below}, from: {was}, to: 1{was}, why: w}}\n"
            for id, was in told
        )
        if found and told:
            changed = re.sub(rf"({name or _DATE}: )(\d+)", r"\g<1>1\2", found[0])
            text = text.replace(found[0], f"{changed}    amended:\n{''.join(lines)}", 1)
    return re.sub(r"( {4}amended:\n(?:    - .*\n)+) {4}amended:\n", r"\1", text)


_DATE = r"\d{4}-\d\d-\d\d"
_DAY = rf"({_DATE}): (\d+)"
EDITS: dict[str, Callable[[str], str]] = {
    "reworded": _replaced(("title: T", "title: U"), ("count: 3", "count: 2")),
    "measured": _replaced(
        (r"weight: (\d+)\}", r"weight: \1, due: 2027-01-01}"),
        ("at_most: (.)", r"at_most: 1\1"),
        ("unit: USD", "unit: EUR"),
        ("due: 2026", "due: 2027"),
        (r"(curve|level|w0|k\d+): (\d)", r"\1: 1\2"),
        (rf"^      {_DAY}", r"      \1: 1\2"),
        ("from: (\\d+),", r"from: 1\1,"),
        ("target: 1", "target: 2"),
        ("every: 1d", "every: 2d"),
        ("email: p", "email: q"),
        (r"\be(\d+)\b", r"g\1"),
        ("need: N", "need: M"),
    ),
    "renamed": _replaced(
        (r"\{id: ([koqb]\d+), title: T", r"{id: x\1, title: T, formerly: [\1]"),
        (r"\{id: ([sw]\d+), title: T", r"{id: x\1, title: T"),
        (r"by: p(\d)", r"by: r\1"),
    ),
    "moved": _replaced(("department: shop", "department: store")),
    "amended": _amended,
}
"""Changes of everything that a list has, at once: other words, other goals and values, other names, another home,
and other goals with their traces."""
