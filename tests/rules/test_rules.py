"""Every rule has a page, a code of its own, and an example ``<slug>.md`` beside this file.

An example is a transcript (see ``tests/kit/transcript.py``) in a workspace with an okrctl.yaml. It shows the
rule speak, position and all, and ends with a plain ``okrctl validate`` over the mended files that finds no error and
nothing of the rule. ``OKRCTL_UPDATE=1`` rewrites the examples to what happens; read the diff.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from difflib import unified_diff
from importlib import import_module
from pathlib import Path

import pytest

from okrctl.core.findings.rule import Rule, checks, rule_coded, rule_named, rules, slugs
from okrctl.core.values.diagnostic import SEVERITIES
from okrctl.rules import RETIRED
from okrctl.shell import kept_findings, sound
from okrctl.shell.cache import READERS, _sources
from tests.kit.harness import PROJECT, environment
from tests.kit.transcript import blocks, commands, play

HERE = Path(__file__).parent
CONFIG = "okrctl: 1\norganization: Northwind Outdoor\n"
FAMILIES = "0123456789"


def name_of(rule: Rule) -> str:
    return f"{rule.code}-{rule.name}"


@pytest.mark.parametrize("rule", rules(), ids=name_of)
def test_the_example_happens_as_written(rule: Rule, tmp_path: Path) -> None:
    path = HERE / f"{rule.name}.md"
    assert path.exists(), f"{rule.code} has no example {path.name}"
    (tmp_path / "okrctl.yaml").write_text(CONFIG)
    written = path.read_text(encoding="utf-8")
    happened = play(path, tmp_path)
    if os.environ.get("OKRCTL_UPDATE") and happened != written:
        path.write_text(happened, encoding="utf-8")
        return
    name = path.relative_to(PROJECT).as_posix()
    diff = unified_diff(written.split("\n"), happened.split("\n"), name, "what happened", lineterm="")
    assert happened == written, "\n".join(diff)


@pytest.mark.parametrize("rule", rules(), ids=name_of)
def test_the_example_shows_the_rule_speak_and_be_silent(rule: Rule) -> None:
    text = (HERE / f"{rule.name}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {rule.code} {rule.name}\n")
    runs = [run for block in blocks(text) if block.info == "console" for run in commands(block.lines)]
    found = re.compile(rf"^\S+:\d+:\d+: {rule.code} ")
    assert any(found.match(line) for _, lines in runs for line in lines), "it never speaks"
    spoken, lines = runs[-1]
    command = " ".join(spoken)
    assert command.startswith("$ okrctl validate --format concise"), "it does not end with a validation"
    assert "--select" not in command and rule.code not in command
    assert not [line for line in lines if found.match(line) or " error " in line or line.startswith("[exit")]


@pytest.mark.parametrize("rule", rules(), ids=name_of)
def test_a_rule_has_a_page(rule: Rule) -> None:
    first, *others = rule.page.split("\n\n")
    assert re.fullmatch(r"[A-Z`].*[.]", first, re.DOTALL), "the first paragraph says in one sentence what is flagged"
    assert len(others) >= 2, "then why it matters, then what to do"
    assert rule.severity in SEVERITIES
    assert re.fullmatch(rf"OKR[{FAMILIES}]\d\d", rule.code)
    assert rule.day == rule.code.startswith("OKR8")


def test_codes_are_unique_and_retired_ones_stay_away() -> None:
    codes = [rule.code for rule in rules()]
    assert sorted(set(codes)) == codes
    assert not RETIRED.keys() & set(codes)
    assert set(RETIRED.values()) <= set(codes)


def test_every_example_belongs_to_a_rule() -> None:
    assert {path.stem for path in HERE.glob("*.md")} <= {rule.name for rule in rules()}


@pytest.mark.parametrize("rule", rules(), ids=name_of)
def test_a_rule_lives_with_its_family(rule: Rule) -> None:
    family = import_module(f"okrctl.rules.{slugs()[rule.name]}")
    assert rule.code[3] == family.FAMILY
    assert (family.__doc__ or "").startswith(f"Family {family.FAMILY}xx: ")
    assert not rule.checks or family.WHEN in ("always", "base", "day", "policies")
    assert not (rule.check_department or rule.check_journal) or family.WHEN == "always"
    assert rule_coded(rule.code) is rule_named(rule.name)


@pytest.mark.parametrize(
    ("look", "rooms"),
    [("check_department", kept_findings.ROOMS), ("check_journal", sound.ROOMS)],
    ids=["departments", "journals"],
)
def test_what_decides_findings_that_are_kept_is_part_of_their_name(look: str, rooms: tuple[str, ...]) -> None:
    chosen = [f"okrctl.rules.{slugs()[r.name]}.{r.name.replace('-', '_')}" for r in rules() if getattr(r, look)]
    assert len(chosen) > 10
    told = {line.partition(" ")[0].rpartition("/")[0] for line in _sources(*READERS, *rooms)}
    for name in chosen:
        module = import_module(name)
        homes = {name, *(getattr(each, "__module__", "") for each in vars(module).values())}
        used = {home.partition(".")[2].rpartition(".")[0].replace(".", "/") for home in homes if "okrctl." in home}
        assert used <= told, name


def test_a_run_loads_no_more_rules_than_it_needs() -> None:
    look = "import sys; from okrctl.core.findings.rule import checks;"
    look += "checks(base=False, day=False); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, env=environment())
    names = (name for name in done.stdout.split() if name.startswith("okrctl.rules."))
    loaded = {name.split(".")[2] for name in names if name.count(".") > 2}
    assert loaded == {"schema", "references", "measures", "check_ins", "departments", "writing", "policies"}
    assert "okrctl.core.diff" not in done.stdout.split()
    assert {rule.code[3] for rule in checks(base=True, day=True)} == set("123456789")
