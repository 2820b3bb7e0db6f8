"""Every case of the YAML test suite: no crash, and both parsers read the same or one of them refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import yaml

from okrctl.core.loading.facts import department_facts
from okrctl.core.values.diagnostic import HARMLESS, DocPath, Place, Span
from okrctl.core.yaml import read
from okrctl.core.yaml.events import has_c_parser
from okrctl.core.yaml.locate import Locator
from tests.kit.sizes import shared_data

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
    """Name and text of every case."""
    return ((name, text) for name, text, _ in judged())


def judged() -> Iterator[tuple[str, str, bool]]:
    """Name, text, and whether YAML 1.2 calls it invalid; a case takes from the one before it what it does not say."""
    for file in sorted(SUITE.glob("*.yaml")):
        text = ""
        for number, case in enumerate(yaml.load(file.read_text("utf-8"), yaml.BaseLoader)):
            text = case.get("yaml", text)
            yield f"{file.stem}-{number}", visible(text), case.get("fail") == "true"


def places(locator: Locator) -> dict[DocPath, Span]:
    """What is shown of values and keys; where one that is not there would be is anybody's guess."""
    found = {at: locator.span(Place("a", at)) for at in locator.all.values}
    found |= {(*at, "key"): locator.span(Place("a", at, on_key=True)) for at in locator.all.keys}
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


# What YAML 1.2 has and libyaml, which reads YAML 1.1, refuses as a mistake of syntax.
NOT_READ = {
    "tabs as white space before or between things": "6BCT-0 6CA3-0 96NN-0 96NN-1 A2M4-0 DK95-0 DK95-3 DK95-4 Q5MG-0"
    " R4YG-0 Y79Y-1 Y79Y-10",
    "keys and values that are empty": "2JQS-0 4ABK-0 6M2F-0 CFD4-0 FRK4-0 M2N8-0 NKF9-0 S3PD-0 SM9W-1 UKK6-0",
    "a colon on another line than its key, or with nothing behind it": "4MUZ-0 4MUZ-1 4MUZ-2 58MP-0 5MUD-0 5T43-0"
    " 9SA2-0 K3WX-0 NJ66-0 VJP3-1",
    "signs at the beginning of an unquoted text in brackets": "DBG4-0 HM87-0",
    "colons and letters beyond ASCII in names of anchors": "2SXE-0 8XYN-0 W5VH-0",
    "a block text that is the whole document": "DK3J-0 FP8R-0",
    "a document that begins or ends in an unusual way": "7Z25-0 HWV9-0 M7A3-0 NHX8-0 QT73-0 UT92-0",
}
# What the format refuses on purpose, whoever reads it; see docs/guide/format.md.
REFUSED = {"refused-construct", "forbidden-character"}
# What YAML 1.2 calls invalid and libyaml reads; none of it can be taken for something else.
LENIENT = {
    "lines in brackets or quotes that are not indented": "9C9N-0 QB6E-0",
    "comments without a blank before them": "9JBA-0 CVW2-0 SU5Z-0 X4QW-0",
    "tabs where a text or a bracket goes on": "DK95-1 Y79Y-3",
    "dashes in brackets, read as texts": "G5U8-0 YJV2-0",
    "blank lines of a block text that are longer than its first": "S98Z-0",
}


@pytest.mark.skipif(
    not SUITE.is_dir() or not has_c_parser(),
    reason="the YAML test suite is not there (see ../shared/data or OKRCTL_TEST_DATA), or PyYAML without libyaml",
)
@pytest.mark.reliability("Hostile input", "the YAML test suite: every difference from YAML 1.2 is listed and explained")
def test_every_difference_from_yaml_1_2_is_known(record_property: Callable[[str, object], None]) -> None:
    not_read, lenient, tried = set(), set(), 0
    for name, text, invalid in judged():
        tried += 1
        rules = {problem.rule for problem in read("a", text, pure=False).problems} - HARMLESS
        if invalid and not rules:
            lenient.add(name)
        elif not invalid and rules and not rules <= REFUSED:
            assert rules == {"syntax-error"}, (name, rules)
            not_read.add(name)
    assert not_read == {name for names in NOT_READ.values() for name in names.split()}
    assert lenient == {name for names in LENIENT.values() for name in names.split()}
    record_property("tried", tried)
