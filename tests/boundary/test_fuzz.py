"""Made-up input for everything that reads: no exception but our own, and what is read is read the same way twice.

By day a few hundred examples each, always the same; ``OKRCTL_FUZZ=20000`` tries thousands, new ones each time.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrctl.core.checkin.form import read_form
from okrctl.core.checkin.incoming import from_text
from okrctl.core.company.owners import parse_owners
from okrctl.core.company.references import parse_ref, resolve_named, suggest
from okrctl.core.company.workspace import build
from okrctl.core.loading.config import load_config
from okrctl.core.loading.facts import department_facts
from okrctl.core.merge import apart, flaw, merge
from okrctl.core.setup.template import Fault, Manifest, fill, read_manifest
from okrctl.core.values import glob, quantity
from okrctl.core.values.cycle import Cycle, parse_cycle, parse_date
from okrctl.core.yaml.comments import cut_off, suppressions
from okrctl.core.yaml.locate import Locator
from tests.kit.harness import PROJECT, run_cli
from tests.kit.sizes import nightly

Record = Callable[[str, object], None]
EXAMPLES = 5_000 if nightly() else 100
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not nightly(),
    database=None,
    suppress_health_check=list(HealthCheck),
)
DAY = date(2026, 2, 14)
SHOP = (PROJECT / "examples" / "corner-shop" / "shop.yaml").read_text(encoding="utf-8")
LINES = SHOP.splitlines(keepends=True)

# Pieces that mean something to one reader or another, put together at random.
PIECES = "okrctl: 1|department: |- |  |\n|: |{|}|[|]|,|'|\"|#|# okrctl: ignore[OKR101]|ignore[|]|&a |*a|!t |~|<<: |\n"
PIECES += (
    "|@|/|\\|-|+|%|pp|k|.|e9|1|0|57.5k|2026|-H1|-Q4|FY|/2026-07-14|2026-02-30|**|*|?|^[|][2]|@org/x|\t|\ufeff|\u202e"
)
PIECES += "|<<<<<<<|=======|>>>>>>>|${|}|$X|{{|}}|true|null|id,value|;|x=|done|\r\n|\x85|\u2028|٣|é|\U0001f600"
WORDS = st.sampled_from(PIECES.split("|"))
SALAD = st.lists(WORDS | st.text(max_size=3), max_size=25).map("".join)
ANY = SALAD | st.text(st.characters(codec=None), max_size=80)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A good file with lines lost, doubled, moved, and bits of other things in them."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 4)):
            case 0:
                del lines[at]
            case 1:
                lines.insert(draw(st.integers(0, len(lines))), lines[at])
            case 2:
                column = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:column] + draw(ANY) + lines[at][column:]
            case 3:
                lines[at] = draw(SALAD) + "\n"
            case _:
                del lines[at : at + draw(st.integers(1, 20))]
        lines = lines or ["\n"]
    return "".join(lines)


TEXTS = damaged() | SALAD | SALAD.map(lambda text: "okrctl: 1\ndepartment: a\n" + text)
WORKSPACE = build(load_config("okrctl.yaml", "okrctl: 1\norganization: X\n"), [department_facts("shop.yaml", SHOP)])
FORMS = "date: 2026-02-14\nresults:\n  a: "


def reads_files(text: str) -> None:
    facts = department_facts("a.yaml", text)
    assert department_facts("a.yaml", text) == facts
    for problem in facts.problems:
        span = problem.place.span or Locator("a.yaml", text).span(problem.place)
        assert 1 <= span.line <= text.count("\n") + text.count("\r") + 2 and span.column >= 1
    build(WORKSPACE.config, [facts, *WORKSPACE.files])


def reads_settings(text: str) -> None:
    config = load_config("okrctl.yaml", text)
    assert not config.unusable or config.problems


def reads_cycles(text: str) -> None:
    cycle = parse_cycle(text)
    if cycle is not None:
        assert cycle.start <= cycle.end and isinstance(cycle, Cycle)
        assert parse_cycle(f"{cycle.start}/{cycle.end}") is not None
    found = parse_date(text)
    assert found is None or found.isoformat() == text


def reads_quantities(text: str) -> None:
    number, amount, days = quantity.parse_number(text), quantity.parse_amount(text), quantity.parse_duration(text)
    assert number is None or quantity.parse_number(str(quantity.literal(number))) == number
    assert number is None or abs(number) < 10**60
    assert amount is None or text.isascii()
    assert days is None or days >= 0


def reads_references(text: str) -> None:
    parse_ref(text)
    resolve_named(WORKSPACE, text, DAY)
    suggest(WORKSPACE, text, "shop")


def reads_comments(text: str) -> None:
    locator = Locator("a.yaml", text)
    for found in suppressions(locator):
        assert found.codes
    list(cut_off("a.yaml", text))


def reads_owners(text: str) -> None:
    for gitlab in (False, True):
        parse_owners(text, "plan/", gitlab=gitlab).of("okrs/a.yaml")


def reads_patterns(text: str) -> None:
    glob.matches("okrs/deep/a.yaml", text)


def merges(text: str) -> None:
    for versions in ((SHOP, text, SHOP + "# end\n"), (text, SHOP, SHOP), ("", SHOP, text), (SHOP, SHOP, text)):
        merged = merge(*versions)
        assert merged.fallback_reason is None or not merged.text
        apart(versions[1], versions[2])
        flaw(*versions, text)


def reads_templates(text: str) -> None:
    assert isinstance(read_manifest(text), Manifest | Fault)
    assert isinstance(fill("a.yaml", text, DAY, {"x": "y"}), str | Fault)


def reads_tables(text: str) -> None:
    from_text(text, DAY)
    from_text("id,value\n" + text, DAY)
    from_text("[" + text, DAY)


def reads_forms(text: str) -> None:
    read_form(text)
    read_form(FORMS + text)


READERS: dict[Callable[[str], None], st.SearchStrategy[str]] = {
    reads_files: TEXTS,
    reads_settings: SALAD.map(lambda text: f"okrctl: 1\norganization: X\n{text}") | damaged(),
    reads_cycles: ANY
    | st.from_regex(r"(FY)?2\d{3}(-[HQ]?[0-4]\d?(-[0-3]\d)?)?(/2\d{3}-[01]\d-[0-3]\d)?", fullmatch=True),
    reads_quantities: ANY | st.from_regex(r"[+-]?\d{0,9}\.?\d{0,45}([eE][+-]?\d{1,3})?(%|pp|k|d|w)?", fullmatch=True),
    reads_references: ANY,
    reads_comments: TEXTS,
    reads_owners: ANY,
    reads_patterns: ANY,
    merges: damaged(),
    reads_templates: ANY | damaged(),
    reads_tables: ANY,
    reads_forms: ANY,
}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@pytest.mark.reliability(
    "Hostile input", "made-up files, settings, cycles, numbers, references, tables … by Hypothesis"
)
def test_any_text_is_read_or_refused(reader: Callable[[str], None], record_property: Record) -> None:
    tried = 0

    @settings(FUZZ, max_examples=EXAMPLES // 4 if reader is merges else EXAMPLES)
    @given(READERS[reader])
    def fuzz(text: str) -> None:
        nonlocal tried
        tried += 1
        reader(text)

    fuzz()
    record_property("tried", tried)


COMMANDS = [
    ["validate", "--today"],
    ["status", "--all"],
    ["deps", "--format", "json"],
    ["checkin", "shop", "--unchanged", "rest", "--by", "ana", "--dry-run"],
    ["rename", "shop/orders", "other", "--dry-run"],
    ["pull", "--dry-run"],
    ["retro"],
    ["journal", "--layout", "file-per-check-in", "--dry-run"],
]


@pytest.mark.parametrize("args", COMMANDS, ids=lambda args: args[0])
@pytest.mark.reliability("Hostile input", "damaged files through whole commands: an answer or a coded message")
def test_damaged_files_through_the_front_door(args: list[str], tmp_path: Path, record_property: Record) -> None:
    tried = 0
    (tmp_path / "okrctl.yaml").write_text(json.dumps({"okrctl": 1, "organization": "X", "files": ["*.yaml"]}))

    @settings(FUZZ, max_examples=EXAMPLES // 10)
    @given(damaged())
    def fuzz(text: str) -> None:
        nonlocal tried
        tried += 1
        (tmp_path / "shop.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
        ran = run_cli(*args, "--as-of", "2026-06-01", "--no-cache", cwd=tmp_path)
        assert ran.code in (0, 1, 2), ran.err
        assert "internal error" not in ran.err, ran.err

    fuzz()
    record_property("tried", tried)
