"""Made-up documents: the new text is exactly the expected one, or the edit is refused; no third thing.

``OKRCTL_FUZZ`` sets the number of documents (2,000 by default), ``OKRCTL_FUZZ_SEED`` the first seed.
"""

from __future__ import annotations

import os
from random import Random

import pytest
import yaml

from okrctl.core.edit import Edit, Item, append_item, list_item
from tests.core.edit.test_suite import added, compose, plain

COUNT = int(os.environ.get("OKRCTL_FUZZ", "2000"))
SEED = int(os.environ.get("OKRCTL_FUZZ_SEED", "1"))

ITEMS = [
    Item("date: 2026-01-12\nby: x\nresults:\n  a: 1\n", "{date: 2026-01-12, by: x, results: {a: 1}}"),
    Item(
        "note: |\n  one\n\n  # two\nresults: {a: +3%, b: {value: 1, note: 'it''s'}}\n", "{note: x, results: {a: +3%}}"
    ),
    Item('"quoted: # text"\n', '"quoted: # text"'),
]
VALUES = [
    "1",
    "plain text",
    "'single # not a comment'",
    '"double \\u00e9 # neither"',
    "[1, {a: b}]",
    "{a: [x, y], b: }",
    "",
    "~",
    "über 𝒳 ☃",
    "&{n} anchored",
    "!tag tagged",
    "|\n{p}literal # text\n{p}  deeper",
    ">-\n{p}folded\n{p}text",
    "|-\n{p}stripped",
    "plain over\n{p}two lines",
    "'quoted over\n\n{p}three lines'",
]
HEADS = [
    "# yaml-language-server: $schema=x\n",
    "okrctl: 1\n",
    "a: &base\n  - 1\n",
    "b:\n- c: 1\n  d: |\n    t\n\n",
    "\n",
    "# c\n",
    "e: *base\n",
]
TAILS = ["# next\n", "\n# next\n", "\n\n", "z: 1\n", "\n  # stray\nz: 1\n", "# next\nz:\n  - 1\n", "z: |\n  t\n"]


def entry(rng: Random, pad: str, number: int) -> str:
    """One list entry at ``pad`` with line breaks, own comments included."""
    inner = pad + "  "
    lines = []
    for index in range(rng.randint(1, 3)):
        value = rng.choice(VALUES).replace("{n}", f"n{number}-{index}").replace("{p}", inner + " ")
        comment = " # c" if "\n" not in value and rng.random() < 0.2 else ""
        lines.append(f"k{index}: {value}".rstrip(" ") + comment)
    if len(lines) == 1 and rng.random() < 0.3:
        text = pad + "- " + rng.choice(("scalar", "'quoted'", "[1, 2]", "{a: 1}")) + "\n"
    else:
        text = "".join((pad + "- " if i == 0 else inner) + line + "\n" for i, line in enumerate(lines))
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        text += rng.choice((pad, inner, inner + "   ")) + "# own\n"
    return text


def document(rng: Random, item: Item) -> tuple[str, str]:
    """A document with a list ``k``, and what it must look like with ``item`` added."""
    pad = " " * rng.choice((0, 2, 2, 4))
    head = "".join(part for part in HEADS if rng.random() < 0.4)
    if "&base" not in head:
        head = head.replace("e: *base\n", "")
    head += "list:" + rng.choice(("", " # c", " &mine")) + "\n"
    entries = [entry(rng, pad, number) for number in range(rng.randint(1, 4))]
    gaps = [rng.choice(("", "", "\n")) for _ in entries[1:]]
    body = entries[0] + "".join(gap + text for gap, text in zip(gaps, entries[1:], strict=True))
    gap = gaps[-1] if gaps else ""
    new = list_item(item.block, len(pad)) + "\n"
    tail = rng.choice(TAILS)
    if not pad and tail.startswith("#"):
        tail = "\n" + tail
    if rng.random() < 0.2:
        tail = ""
    tail += rng.choice(("", "", "...\n"))
    before, after = head + body + tail, head + body + gap + new + tail
    if rng.random() < 0.3:
        before, after = "---\n" + before, "---\n" + after
    if rng.random() < 0.3:
        before, after = before[:-1], after[:-1]
    if rng.random() < 0.3:
        before, after = before.replace("\n", "\r\n"), after.replace("\n", "\r\n")
    if rng.random() < 0.2:
        before, after = "\ufeff" + before, "\ufeff" + after
    return before, after


@pytest.mark.reliability(
    "Edits", "made-up documents in every style get an entry: exactly the text expected, or a refusal"
)
def test_documents_with_a_known_answer(record_property: pytest.RecordProperty) -> None:
    refused = 0
    for seed in range(SEED, SEED + COUNT):
        rng = Random(seed)
        item = rng.choice(ITEMS)
        before, expected = document(rng, item)
        answer = append_item(before, ("list",), item)
        if isinstance(answer, Edit):
            assert answer.text == expected, f"seed {seed}: {before!r}"
        else:
            refused += 1
            assert "|" in before or ">" in before, f"seed {seed}: refused without need: {answer.reason}: {before!r}"
    assert refused < COUNT / 10
    record_property("tried", COUNT)


@pytest.mark.reliability("Edits", "damaged documents get an entry: the old plus the entry, or a refusal")
def test_damaged_documents(record_property: pytest.RecordProperty) -> None:
    """Characters are dropped, doubled and thrown in; whatever is still edited must be the old plus the item."""
    edited = 0
    for seed in range(SEED, SEED + COUNT):
        rng = Random(-seed)
        item = rng.choice(ITEMS)
        text = document(rng, item)[0]
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(text))
            text = text[:at] + rng.choice(("", text[at] * 2, *"\n\t -#:[]{},&*!|>'\"?%@~\r\x85")) + text[at + 1 :]
        answer = append_item(text, ("list",), item)
        if not isinstance(answer, Edit):
            continue
        edited += 1
        restored = answer.text
        for splice in answer.splices:
            start, end = splice.start, splice.start + len(splice.inserted)
            assert splice.removed.strip() in ("", "~", "null", "[]"), f"seed {seed}"
            restored = restored[:start] + splice.removed + restored[end:]
        assert restored == text, f"seed {seed}"
        root, new = compose(text), compose(answer.text)
        if root is None:
            continue
        value = plain(compose(item.flow if plain(new)[1] and is_flow(new) else item.block))
        names = [key[1] for key, _ in plain(root)[1]]
        if "list" in names and not is_empty(root):
            assert plain(new) == added(plain(root), ("list",), value), f"seed {seed}"
        elif "list" not in names:
            assert plain(new)[1][:-1] == plain(root)[1], f"seed {seed}"
    assert edited > COUNT / 4
    record_property("tried", COUNT)


def find(root: yaml.MappingNode) -> yaml.Node:
    return next(value for key, value in root.value if key.value == "list")


def is_flow(root: yaml.MappingNode) -> bool:
    return bool(find(root).flow_style)


def is_empty(root: yaml.MappingNode) -> bool:
    node = find(root)
    return not isinstance(node, yaml.SequenceNode)
