"""New YAML: as a person would write it, and every text reads back exactly."""

from __future__ import annotations

import json
from datetime import date
from random import Random

import pytest

from okrctl.core.checkin import Entry, ResultInput
from okrctl.core.checkin.place import item_of
from okrctl.core.loading.facts import department_facts
from okrctl.core.yaml import read
from okrctl.core.yaml.characters import find_in_scalar
from tests.kit.sizes import shared_data

DAY = date(2026, 1, 12)
TRICKY = [
    "yes", "NO", "null", "~", "010", "1:30", "1e3", "2026-01-12", "a: b", "a #b", "#x", "- x", "? x", ": x",
    "what? now", "x:", "[a]", "{a", "a, b", "*a", "&a", "!a", "%a", "@a", "`", "'", '"', "it's", '"q"', "|", ">", "---",
    "...", "=", "<<", " lead", "trail ", "a\tb", "a\nb", "\na", "a\n", "a\n\n\nb", "  a\n b", "a \nb", "#\n#",
    "a\n---\nb", "é ☃ 𝒳", "x" * 5000, "word " * 500, "\\", "\\n", "$x", "::x", "a:b", "a,b",
]  # fmt: skip


def test_the_layout_of_the_format() -> None:
    entry = Entry(
        DAY,
        "ana@example.com",
        "Paid social is down, organic holds.",
        (
            ("organic-traffic", ResultInput("121900")),
            ("engagement", ResultInput("10.4", confidence="8", note="Reels carry it")),
            ("chatbot", ResultInput(done=("vendor",))),
            ("audit", ResultInput(confidence="6")),
            ("reach", ResultInput("+7%", baseline="300")),
        ),
        ("campaigns",),
    )
    assert item_of(entry).block == (
        "date: 2026-01-12\n"
        "by: ana@example.com\n"
        "note: Paid social is down, organic holds.\n"
        "results:\n"
        "  organic-traffic: 121900\n"
        "  engagement: {value: 10.4, confidence: 8, note: Reels carry it}\n"
        "  chatbot: {done: [vendor]}\n"
        "  audit: {confidence: 6}\n"
        "  reach: {value: +7%, baseline: 300}\n"
        "unchanged: [campaigns]\n"
    )
    assert item_of(entry).flow.count("\n") == 0


def texts() -> list[str]:
    naughty = shared_data("naughty-strings/blns.json")
    found = TRICKY + (json.loads(naughty.read_text("utf-8")) if naughty.is_file() else [])
    return [text for text in found if text and not find_in_scalar(text)]


@pytest.mark.parametrize("pure", [False, True])
def test_every_text_reads_back_exactly(pure: bool) -> None:
    for text in texts():
        entry = Entry(DAY, text, text, (("a", ResultInput("1", note=text)), ("b", ResultInput(note=text))), ())
        item = item_of(entry)
        for yaml in (item.block, item.flow):
            reading = read("x", yaml, pure=pure)
            assert not reading.problems, (text, yaml)
            wanted = {"date": "2026-01-12", "by": text, "note": text}
            assert reading.data == wanted | {"results": {"a": {"value": "1", "note": text}, "b": {"note": text}}}, yaml


def test_random_entries_read_back_as_facts() -> None:
    for seed in range(200):
        rng = Random(seed)
        note = "".join(rng.choice("ab :#-?,[]{}'\"\n\\|>&*!%@`é") for _ in range(rng.randint(1, 20))).strip() or "x"
        value, baseline, confidence = (
            rng.choice((None, "1.50", "+3%")), rng.choice((None, "7")), rng.choice((None, "4")),
        )  # fmt: skip
        projected = rng.choice((None, "138000", "2026-06-30"))
        said = ResultInput(value, None, baseline, confidence, projected, note)
        corrects = rng.choice((None, DAY))
        entry = Entry(
            DAY, "ana", rng.choice((None, note)), (("a", said),), rng.choice(((), ("rest",), ("b", "c"))), corrects
        )
        for yaml in (item_of(entry).block, item_of(entry).flow):
            item = yaml.replace("\n", "\n    ").rstrip(" ")
            facts = department_facts("x", f"okrctl: 1\ndepartment: d\ncheck_ins:\n  - {item}")
            assert not facts.problems, (seed, yaml)
            assert [entry.is_said_by(found) for found in facts.check_ins] == [True], (seed, yaml)
