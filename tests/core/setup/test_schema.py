"""The JSON Schema, held against two programs that use it: check-jsonschema and the editors' YAML language server."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

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
    modules = os.environ.get("OKRCTL_NODE_MODULES")
    installed = Path(modules or "/nowhere") / "yaml-language-server" / "bin" / "yaml-language-server"
    program = [str(installed)] if installed.exists() else [shutil.which("yaml-language-server") or ""]
    node = shutil.which("node")
    if not node or not program[0]:
        pytest.skip("needs node, and OKRCTL_NODE_MODULES naming a folder with npm's yaml-language-server")
    yaml = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
    with LanguageServer([node, *program, "--stdio"], {"yaml": yaml}) as running:
        yield running


def with_modeline(schema: Path, text: str) -> str:
    return f"# yaml-language-server: $schema={schema.as_uri()}\n" + re.sub(r"^# yaml-language-server:.*\n", "", text)


def test_editors_accept_the_examples(server: LanguageServer, schema: Path) -> None:
    for path in yaml_files(PROJECT / "examples"):
        assert server.diagnostics(path, with_modeline(schema, path.read_text(encoding="utf-8"))) == [], path


def test_editors_show_what_is_wrong(server: LanguageServer, schema: Path, shown: Path) -> None:
    for name in sorted(SEEN):
        files = yaml_files(shown / "bad" / name)
        texts = [(path, with_modeline(schema, path.read_text(encoding="utf-8"))) for path in files]
        assert any(server.diagnostics(path, text) for path, text in texts), name


def test_editors_complete_keys(server: LanguageServer, schema: Path, tmp_path: Path) -> None:
    text = with_modeline(schema, "okrctl: 1\ndepartment: a\ncycle: 2026\nobjectives:\n  - id: b\n    am\n")
    path = tmp_path / "complete.yaml"
    server.diagnostics(path, text)
    position = {"line": 6, "character": 6}
    answer = server.ask("textDocument/completion", {"textDocument": {"uri": path.as_uri()}, "position": position})
    assert "ambition" in {item["label"] for item in answer["items"]}


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
