"""Every case of the YAML test suite: no crash, and both parsers read the same or one of them refuses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from okrctl.core.diagnostic import DocPath, Place, Span
from okrctl.core.facts import department_facts
from okrctl.core.source import Locator, read
from tests.data import shared_data

SUITE = shared_data("yaml-test-suite/src")
# Where the grammars of libyaml and PyYAML differ; none of it is anything an OKR file needs.
DIFFER = {
    "tabs in block texts": ["96NN-0", "96NN-1", "R4YG-0", "Y79Y-1"],
    "tabs in plain texts of several lines": ["DK95-5", "HS5T-0", "NB6Z-0", "UV7Q-0"],
    "question marks and empty values in brackets": ["4ABK-0", "FRK4-0", "JR7V-0"],
    "tags before commas": ["U99R-0", "WZ62-0"],
    "a comment right behind >": ["X4QW-0"],
}


def visible(text: str) -> str:
    for sign, meaning in (("␣", " "), ("—", ""), ("»", "\t"), ("←", "\r"), ("⇔", "\ufeff"), ("↵", ""), ("∎\n", "")):
        text = text.replace(sign, meaning)
    return text


def cases() -> Iterator[tuple[str, str]]:
    """Name and text of every case; a case takes from the one before it what it does not say."""
    for file in sorted(SUITE.glob("*.yaml")):
        text = ""
        for number, case in enumerate(yaml.load(file.read_text("utf-8"), yaml.BaseLoader)):
            text = case.get("yaml", text)
            yield f"{file.stem}-{number}", visible(text)


def places(locator: Locator) -> dict[DocPath, Span]:
    """What is shown of values and keys; where one that is not there would be is anybody's guess."""
    found = {at: locator.span(Place("a", at)) for at in locator.values}
    found |= {(*at, "key"): locator.span(Place("a", at, on_key=True)) for at in locator.keys}
    return {at: span for at, span in found.items() if (span.line, span.column) < (span.end_line, span.end_column)}


@pytest.mark.reliability(
    "Hostile files", "every case of the YAML test suite by both parsers: no crash, one answer, or a refusal"
)
@pytest.mark.skipif(
    not SUITE.is_dir(), reason="the YAML test suite is not there; see ../shared/data or OKRCTL_TEST_DATA"
)
def test_both_parsers_read_every_case_alike(record_property: pytest.RecordProperty) -> None:
    known = {name for names in DIFFER.values() for name in names}
    differing = set()
    count = 0
    for name, text in cases():
        count += 1
        native, pure = (read("a", text, pure=pure) for pure in (False, True))
        if native != pure:
            differing.add(name)
            assert native.problems or pure.problems, f"{name} is read in two ways"
            continue
        assert department_facts("a", text, pure=False) == department_facts("a", text, pure=True), name
        if not native.broken:
            one, other = (places(Locator("a", text, pure=pure)) for pure in (False, True))
            assert one == other, name
    assert count == 406
    assert differing == known
    record_property("tried", count)
