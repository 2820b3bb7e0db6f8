"""The JSON Schema, held against two programs that use it: check-jsonschema and the editors' YAML language server."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.setup.schema import json_schema
from tests.kit.harness import PROJECT, run_any, run_cli
from tests.kit.language_server import LanguageServer
from tests.kit.transcript import blocks

RULES = PROJECT / "tests" / "rules"
# Rules whose failing example a schema rejects, too: what one file can tell, but for what needs a calendar or the text.
SEEN = {
    "bad-confidence",
    "bad-cycle",
    "bad-date",
    "bad-duration",
    "bad-formula",
    "bad-id",
    "bad-number",
    "bad-reference",
    "cut-off-text",  # leaves a title empty
    "format-version",
    "misleading-character",  # stands in an id
    "missing-key",
    "unknown-key",
    "unsigned-change",
    "unused-suppression",  # silences an unknown key
    "wrong-kind",
    "wrong-type",
    "wrong-value",
    "zero-change",
}


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "schema.json"
    assert run_cli("schema", "-o", str(path)).code == 0
    return path


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of all rules' examples: ``bad/slug`` when the rule speaks, ``good/slug`` at the end."""
    home = tmp_path_factory.mktemp("examples")
    for example in RULES.glob("*.md"):
        state: dict[str, str] = {}
        stage = "bad"
        for block in blocks(example.read_text(encoding="utf-8")):
            if block.info.startswith("yaml "):
                state[block.info.removeprefix("yaml ")] = "".join(f"{line}\n" for line in block.lines)
            elif block.info == "console" and stage == "bad" and state:
                _write(home / stage / example.stem, state)
                stage = "good"
        _write(home / "good" / example.stem, state)
    return home


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.yaml") if "ci" not in path.parts)


def rejected(schema: Path, files: list[Path]) -> set[Path]:
    """The files that check-jsonschema does not accept."""
    assert files
    ran = run_any(["check-jsonschema", "-o", "json", "--schemafile", str(schema), *map(str, files)])
    report = json.loads(ran.out)
    assert ran.code == (0 if report["status"] == "ok" else 1), ran.err
    return {Path(each["filename"]) for each in [*report.get("errors", []), *report.get("parse_errors", [])]}


def test_it_is_a_schema_itself(schema: Path) -> None:
    ran = run_any(["check-jsonschema", "--check-metaschema", str(schema)])
    assert ran.code == 0, ran.out


def test_it_accepts_examples_and_templates(schema: Path, shown: Path, tmp_path: Path) -> None:
    assert run_cli("init", "new", "--start", "2026-01-15", cwd=tmp_path).code == 0
    files = [*yaml_files(PROJECT / "examples"), *yaml_files(tmp_path / "new"), *yaml_files(shown / "good")]
    assert len(files) > 100
    silenced = shown / "good" / "unused-suppression" / "okrs" / "marketing.yaml"
    assert rejected(schema, files) == {silenced}


def test_it_rejects_what_a_schema_can_reject(schema: Path, shown: Path) -> None:
    bad = shown / "bad"
    broken = {"duplicate-key", "refused-construct", "syntax-error"}
    files = [path for path in yaml_files(bad) if path.relative_to(bad).parts[0] not in broken]
    assert {path.relative_to(bad).parts[0] for path in rejected(schema, files)} == SEEN


KEY_RESULT = (
    "okrctl: 1\ndepartment: a\ncycle: 2026\nobjectives:\n- {id: b, title: c, key_results: [{id: d, title: e, {}}]}\n"
)


KEYS = {
    "target: 5": True,
    "target: '5'": True,
    "target: 1e3, baseline: +5, change: ~": True,
    "target: 5, change: +1": False,
    "change: -1": True,
    "change: +20%": True,
    "change: 20%": False,
    "change: 0": False,
    "at_least: 5, at_most: 6, hold: true, baseline: 3": True,
    "at_least: 5, hold: 95%": True,
    "at_least: 5, hold: 95": False,
    "hold: true": False,
    "count: 3, hold: true": False,
    "count: 3, checkpoints: {2026-03-31: 2}": True,
    "count: 3, checkpoints: {2026-03: 2}": False,
    "count: 0": False,
    "count: -1": False,
    "count: 3, target: ~": True,
    "count: 3, target: 3": False,
    "done_when: yes, due: 2026-02-28": True,
    "done_when: Signed, due: 2026-02-30": False,
    "milestones: [{id: a, title: b, due: null, weight: 0}]": True,
    "milestones: [{id: a, title: b, weight: -1}]": False,
    "count: 3, x-jira: {any: thing}": True,
    "count: 3, jira: A-1": False,
    "count: 3, supports: b/c, promised_to: c/d, formerly: e, tags: f": True,
    "count: 3, promised_to: [c/d, {ref: c/e, due: 2026-01-31}]": True,
    "count: 3, promised_to: [{due: 2026-01-31}]": False,
    "count: 3, weight: .5, owner: null, check_in: {every: 2w, grace: 0d}": True,
    "count: 3, check_in: {every: 0d}": False,
}


def test_kinds_of_key_results(schema: Path, tmp_path: Path) -> None:
    """The schema and okrctl agree on which keys go together."""
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: A\n")
    cases = {tmp_path / f"{number}.yaml": keys for number, keys in enumerate(KEYS)}
    accepted = {}
    for path, keys in cases.items():
        path.write_text(KEY_RESULT.replace("{}", keys))
        ran = run_cli("validate", "--select", "OKR0,OKR1,OKR302,OKR303", path.name, cwd=tmp_path)
        accepted[keys] = ran.code == 0
    assert accepted == KEYS
    refused = rejected(schema, list(cases))
    assert {keys: path not in refused for path, keys in cases.items()} == KEYS


@pytest.fixture(scope="module")
def server(schema: Path) -> Iterator[LanguageServer]:
    program = PROJECT / "tests" / "browser" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    node = shutil.which("node")
    if not node or not program.exists():
        pytest.skip("needs Node.js and npm's yaml-language-server: run `.ci/run browser-setup`")
    yaml = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
    with LanguageServer([node, str(program), "--stdio"], {"yaml": yaml}) as running:
        yield running


def with_modeline(schema: Path, text: str) -> str:
    return f"# yaml-language-server: $schema={schema.as_uri()}\n" + re.sub(r"^# yaml-language-server:.*\n", "", text)


@pytest.mark.outside
def test_editors_accept_the_examples(server: LanguageServer, schema: Path) -> None:
    for path in yaml_files(PROJECT / "examples"):
        assert server.diagnostics(path, with_modeline(schema, path.read_text(encoding="utf-8"))) == [], path


@pytest.mark.outside
def test_editors_show_what_is_wrong(server: LanguageServer, schema: Path, shown: Path) -> None:
    for name in sorted(SEEN):
        files = yaml_files(shown / "bad" / name)
        texts = [(path, with_modeline(schema, path.read_text(encoding="utf-8"))) for path in files]
        assert any(server.diagnostics(path, text) for path, text in texts), name


OBJECTIVE = """okrctl: 1
department: a
cycle: 2026
objectives:
  - id: b
    title: T
    ambition: committed
    key_results:
"""


def asked(server: LanguageServer, what: str, path: Path, text: str) -> Any:
    """The answer about the place of a bar in a text, which isn't part of it."""
    line, character = text[: text.index("|")].count("\n"), len(text[: text.index("|")].rpartition("\n")[2])
    server.diagnostics(path, text.replace("|", ""))
    place = {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}}
    return server.ask(f"textDocument/{what}", place)


@pytest.mark.outside
def test_editors_complete_keys(server: LanguageServer, schema: Path, tmp_path: Path) -> None:
    text = with_modeline(schema, OBJECTIVE.replace("ambition: committed", "am|"))
    answer = asked(server, "completion", tmp_path / "complete.yaml", text)
    assert "ambition" in {item["label"] for item in answer["items"]}


@pytest.mark.outside
@pytest.mark.parametrize("begun", ["- |", "- id: x\n        title: Y\n        |"])
def test_editors_offer_each_kind_and_no_half_of_one(
    begun: str, server: LanguageServer, schema: Path, tmp_path: Path
) -> None:
    path = tmp_path / "kinds.yaml"
    items = asked(server, "completion", path, with_modeline(schema, f"{OBJECTIVE}      {begun}\n"))["items"]
    offered = {item["label"]: item["insertText"] for item in items}
    kinds = json_schema()["$defs"]["KeyResult"]["defaultSnippets"]
    assert {each["label"] for each in kinds} <= offered.keys()
    assert "count: $3" in offered["How many of something, starting from 0"]
    # every key is written with its colon, and nothing with a null that nobody wants
    assert all(":" in text and "null" not in text for text in offered.values())


@pytest.mark.outside
def test_a_new_list_of_key_results_brings_nothing_but_what_is_needed(
    server: LanguageServer, schema: Path, tmp_path: Path
) -> None:
    text = with_modeline(schema, OBJECTIVE.replace("key_results:\n", "|\n"))
    items = asked(server, "completion", tmp_path / "list.yaml", text)["items"]
    assert {each["insertText"] for each in items if each["label"] == "key_results"} == {"key_results:\n  - id: "}


@pytest.mark.outside
def test_editors_show_what_a_key_means(server: LanguageServer, schema: Path, tmp_path: Path) -> None:
    text = with_modeline(schema, f"{OBJECTIVE}      - {{id: x, title: Y, cou|nt: 3}}\n")
    told = asked(server, "hover", tmp_path / "hover.yaml", text)["contents"]
    assert "How many, starting from 0." in str(told)


WORDS = {
    "id: x, title: Y": ("x", "add what is to be reached: count, done_when, graded, at_least, at_most, milestones"),
    "id: x, count: 3": ("x", "add a title, or a metric, which has one"),
    "id: x, title: Y, target: 5, count: 3": ("5", "remove this or count: they don't go together"),
    "id: x, title: Y, target: 5, change: +3": ("+3", "remove this or target: they don't go together"),
    "id: x, title: Y, count: 3, hold: true": ("true", "only goes with at_least or at_most"),
    "id: x, title: Y, target: five": ("five", "write digits with a decimal point, such as 57500 or 0.5"),
    "id: X y, title: Y, count: 3": ("X y", "use lowercase letters, digits and hyphens"),
    "id: x, title: Y, count: 3, due: soon": ("soon", "write year-month-day, such as 2026-03-31"),
    "id: x, title: Y, count: 3, supports: sales seo": ("sales seo", "write department/id, id"),
    "id: x, title: Y, count: 3, depends_on: b": ("b", "write a list: one item per line, after a hyphen"),
    "id: x, title: Y, count: 3, indicator: late": ("late", "write leading or lagging"),
}


@pytest.mark.outside
@pytest.mark.parametrize("keys", WORDS)
def test_editors_say_it_in_words(keys: str, server: LanguageServer, schema: Path, tmp_path: Path) -> None:
    where, words = WORDS[keys]
    text = with_modeline(schema, f"{OBJECTIVE}      - {{{keys}}}\n")
    (found,) = server.diagnostics(tmp_path / "words.yaml", text)
    line, start, end = found["range"]["start"]["line"], found["range"]["start"], found["range"]["end"]
    assert text.splitlines()[line][start["character"] : end["character"]] == where
    assert words in found["message"]


def test_every_pattern_has_the_words_that_validation_has_for_it() -> None:
    """Editors show them in place of the regular expression."""
    told: dict[str, str] = {}

    def walk(part: object) -> None:
        if isinstance(part, dict):
            if "pattern" in part:
                told[part["pattern"]] = part["patternErrorMessage"]
            for each in part.values():
                walk(each)
        elif isinstance(part, list):
            for each in part:
                walk(each)

    walk(json.loads(run_cli("schema").out))
    for value, words in (
        ("2026-Q1", "write 2026, 2026-H1, 2026-Q1"),
        ("2026-03-31", "write year-month-day"),
        ("two-weeks", "use lowercase letters, digits and hyphens"),
        ("-1pp", "+2pp (percentage points)"),
        ("7d", "write days or weeks"),
    ):
        fitting = [told[pattern] for pattern in told if re.fullmatch(pattern, value)]
        assert any(words in each for each in fitting), value
