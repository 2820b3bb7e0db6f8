"""Files that were damaged in any way: a merge that is called clean reads well and has all entries; nothing crashes.

``OKRCTL_MERGES`` sets the number of merges (150 by default), ``OKRCTL_FUZZ_SEED`` the first seed.
"""

from __future__ import annotations

import os
from collections import Counter
from random import Random
from typing import Any

import pytest

from okrctl.core.merge import merge
from okrctl.core.merge.tree import NotMergeable, plant, text_of
from okrctl.core.yaml import read
from tests.core.edit.test_fuzz import ITEMS
from tests.core.edit.test_fuzz import document as any_document
from tests.core.edit.test_suite import documents
from tests.kit.harness import PROJECT

COUNT = int(os.environ.get("OKRCTL_MERGES", "150"))
SEED = int(os.environ.get("OKRCTL_FUZZ_SEED", "1"))
SIGNS = "\n\n\t -#:[]{},&*!|>'\"?%@~\r\x85"
COMPANY = [path.read_text("utf-8") for path in sorted((PROJECT / "examples").rglob("okrs/*.yaml"))]


def damaged(rng: Random, text: str) -> str:
    """The text with a few characters changed, seldom into signs of YAML, and a line dropped, doubled or moved."""
    for _ in range(rng.randint(0, 3)):
        at = rng.choice([number for number, char in enumerate(text) if char.isalnum()])
        text = text[:at] + rng.choice(SIGNS if rng.random() < 0.1 else "xy09") + text[at + 1 :]
    lines = text.splitlines(keepends=True)
    if rng.random() < 0.5:
        at = rng.randrange(len(lines))
        lines[at : at + 1] = rng.choice(([], [], lines[at : at + 1] * 2, [lines[at], rng.choice(lines)]))
    return "".join(lines)


def with_entry(rng: Random, text: str) -> str:
    day = f"2026-0{rng.randint(1, 9)}-{rng.randint(10, 28)}"
    return text + f"  - date: {day}\n    by: {rng.choice('ab')}\n    results: {{x: {rng.randint(0, 9)}}}\n"


def entries(text: str) -> Counter[str]:
    data: Any = read("", text.removeprefix("\ufeff")).data
    found = data.get("check_ins") if isinstance(data, dict) else None
    return Counter(map(repr, found)) if isinstance(found, list) else Counter()


@pytest.mark.reliability("Merging", "damaged files of a company merged: no check-in lost, valid YAML, or left to git")
@pytest.mark.night
def test_damaged_company_files(record_property: pytest.RecordProperty) -> None:
    clean = marked = 0
    for seed in range(SEED, SEED + COUNT):
        rng = Random(seed)
        base = rng.choice(COMPANY)
        base = base if rng.random() < 0.8 else damaged(rng, base)
        ours, theirs = (damaged(rng, with_entry(rng, base)) for _ in "ot")
        merged = merge(base, ours, theirs)
        if merged.fallback_reason is not None:
            assert not merged.text
            continue
        assert merged.text.strip()
        marked += bool(merged.conflicts)
        assert merged.text.count("<<<<<<< ours\n") == merged.conflicts, f"seed {seed}"
        if merged.conflicts:
            continue
        clean += 1
        reading = read("", merged.text.removeprefix("\ufeff"))
        assert {problem.rule for problem in reading.problems} <= {"misleading-character"}, f"seed {seed}"
        before, after = entries(base), entries(merged.text)
        assert before & entries(ours) & entries(theirs) <= after, f"seed {seed}"
        if entries(ours) >= before <= entries(theirs):
            assert (entries(ours) | entries(theirs)) <= after, f"seed {seed}"
    assert clean > COUNT / 10
    assert marked
    record_property("tried", COUNT)


@pytest.mark.reliability("Merging", "damaged documents of any kind merged: valid YAML, or left to git")
def test_any_document_at_all(record_property: pytest.RecordProperty) -> None:
    """Documents that are no OKR files, with tags, anchors and every style of text."""
    clean = 0
    for seed in range(SEED, SEED + COUNT):
        rng = Random(-seed)
        base = any_document(rng, rng.choice(ITEMS))[0]
        ours, theirs = (damaged(rng, base) for _ in "ot")
        merged = merge(base, ours, theirs)
        if merged.fallback_reason is None and not merged.conflicts:
            clean += 1
            assert {problem.rule for problem in read("", merged.text.removeprefix("\ufeff")).problems} <= {
                "misleading-character"
            }, f"seed {seed}"
    assert clean > COUNT / 20
    record_property("tried", COUNT)


def test_a_tree_is_its_text() -> None:
    """Every document that can be cut into pieces is those pieces put together: the YAML test suite and the company."""
    cut = 0
    texts = [*COMPANY, *(text for _, text in documents() if "\r" not in text)]
    for text in texts:
        try:
            whole = text if text.endswith("\n") else text + "\n"
            tree = plant(whole, read("", whole))
        except NotMergeable:
            continue
        cut += 1
        whole = tree.prefix + text_of(tree.root, inline=False) + tree.suffix
        assert whole.removesuffix("\n") == text.removesuffix("\n")
    assert cut >= len(COMPANY)
