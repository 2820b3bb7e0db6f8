"""One description of the format: a key added to a model, and to nothing else, is known everywhere."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from okrctl.core.format.doc import fields
from okrctl.core.model.files import DepartmentFile
from okrctl.core.model.settings import Metric
from tests.kit.harness import PROJECT, environment

MODEL = "okrctl/core/model/items.py"
AFTER = "    joint_with: Annotated[\n"
TEXT = '    customer: Annotated[f.Text | None, WORDS("Whom it is for.")] = None\n'
REFERENCE = '    thanks_to: Annotated[f.Ref | None, WORDS("What made it possible.")] = None\n'
GOAL = '    stretch: Annotated[f.Text | None, GOAL("How far.")] = None\n'
MUTE = '    customer: f.Text | None = Field(None, description="Whom it is for.")\n'

SETTINGS = "okrctl: 1\norganization: Northwind\n"
PLAN = """\
okrctl: 1
department: shop
name: Shop
lead: Ana
cycle: 2026-H1
objectives:
  - id: one
    title: Open early
{more}    key_results:
      - {{id: visits, title: More visits, baseline: 0, target: 10}}
  - id: two
    title: Close late
    key_results:
      - {{id: calls, title: More calls, baseline: 0, target: 10}}
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


def copy_with(folder: Path, line: str) -> Path:
    """A copy of the package with a line more in the model of objectives."""
    home = folder / "copy"
    shutil.copytree(PROJECT / "okrctl", home / "okrctl", ignore=shutil.ignore_patterns("__pycache__"))
    text = (home / MODEL).read_text()
    assert text.count(AFTER) == 1
    (home / MODEL).write_text(text.replace(AFTER, line + AFTER))
    return home


def runner(home: Path, work: Path) -> Run:
    def run(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        known = {**environment(), "PYTHONPATH": str(home), "OKRCTL_CACHE_DIR": str(home / "cache")}
        command = [sys.executable, "-P", "-m", "okrctl", *arguments]
        ran = subprocess.run(command, cwd=work, env=known, capture_output=True, text=True, check=False)
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran

    return run


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    (folder / "okrs").mkdir(parents=True)
    (folder / "okrctl.yaml").write_text(SETTINGS)
    return folder


def write(work: Path, more: str = "") -> Path:
    path = work / "okrs/shop.yaml"
    path.write_text(PLAN.format(more=more))
    return path


def git(work: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.com"]
    subprocess.run(["git", *who, *arguments], cwd=work, env=environment(), check=True, capture_output=True)


def test_a_text_is_known_everywhere(tmp_path: Path, work: Path) -> None:
    home = copy_with(tmp_path, TEXT)
    run = runner(home, work)
    path = write(work)
    git(work, "init", "-q")
    git(work, "add", ".")
    git(work, "commit", "-qm", "Begin")
    path = write(work, "    customer: Commuters\n")

    assert "1 file" in run("validate").stdout
    assert "customer Commuters" in run("show", "shop/one", "--as-of", "2026-02-01").stdout
    shown = json.loads(run("show", "shop/one", "--as-of", "2026-02-01", "--format", "json").stdout)
    assert shown["item"]["customer"] == "Commuters"
    assert "customer nothing → Commuters" in run("diff", "HEAD", "--as-of", "2026-02-01").stdout
    run("amend", "shop/one", "--to", "customer=People: all", "--why", "Asked", "--date", "2026-02-02")
    assert 'customer: "People: all"' in path.read_text() or "customer: 'People: all'" in path.read_text()
    assert "field: customer" in path.read_text()

    schema = json.loads(run("schema").stdout)
    assert schema["$defs"]["Objective"]["properties"]["customer"]["description"] == "Whom it is for."
    assert "customer" not in schema["$defs"]["KeyResult"]["properties"]


def test_both_sides_of_a_merge_may_change_it(tmp_path: Path, work: Path) -> None:
    run = runner(copy_with(tmp_path, TEXT), work)
    base, ours, theirs = (tmp_path / f"{name}.yaml" for name in ("base", "ours", "theirs"))
    base.write_text(PLAN.format(more="    customer: A\n"))
    ours.write_text(PLAN.format(more="    customer: A\n    why: We must.\n"))
    theirs.write_text(PLAN.format(more="    customer: B\n"))
    run("merge-driver", str(base), str(ours), str(theirs), "okrs/shop.yaml")
    merged = ours.read_text()
    assert "customer: B\n" in merged and "why: We must.\n" in merged and "<<<" not in merged
    ours.write_text(PLAN.format(more="    customer: C\n"))
    run("merge-driver", str(base), str(ours), str(theirs), "okrs/shop.yaml", code=10)
    assert "<<<<<<< ours\n    customer: C\n=======\n    customer: B\n>>>>>>> theirs\n" in ours.read_text()


def test_it_is_documented(tmp_path: Path, work: Path) -> None:
    home = copy_with(tmp_path, TEXT)
    known = {**environment(), "PYTHONPATH": f"{home}:{PROJECT / 'docs'}"}
    code = "import okrctl, generate; assert okrctl.__file__.startswith({home!r}); print(generate.keys_page())"
    command = [sys.executable, "-P", "-c", code.format(home=str(home))]
    done = subprocess.run(command, cwd=work, env=known, capture_output=True, text=True, check=True)
    assert "| `customer` | Whom it is for. |" in done.stdout


def test_a_reference_is_checked_and_renamed(tmp_path: Path, work: Path) -> None:
    run = runner(copy_with(tmp_path, REFERENCE), work)
    path = write(work, "    thanks_to: shop/calls\n")
    assert "1 file" in run("validate").stdout
    run("rename", "shop/calls", "talks")
    assert "thanks_to: shop/talks\n" in path.read_text()
    write(work, "    thanks_to: shop/nothing\n")
    found = run("validate", "--format", "concise", code=1).stdout
    assert "okrs/shop.yaml:9:16: OKR202" in found and "shop/nothing" in found


def test_what_a_change_of_it_does_to_the_goal_is_not_left_to_chance(tmp_path: Path, work: Path) -> None:
    run = runner(copy_with(tmp_path, GOAL), work)
    write(work, "    stretch: far\n")
    git(work, "init", "-q")
    git(work, "add", ".")
    git(work, "commit", "-qm", "Begin")
    write(work, "    stretch: not so far\n")
    found = run("validate", "--base", "HEAD", "--format", "concise", code=1).stdout
    assert "stretch far → not so far" in found


def test_a_field_that_does_not_say_what_it_is_for_does_not_start(tmp_path: Path, work: Path) -> None:
    run = runner(copy_with(tmp_path, MUTE), work)
    ran = run("status", code=3)
    assert "TypeError" in ran.stderr and "Objective.customer has no meaning" in ran.stderr


def test_fields_of_one_type_and_meaning_are_described_apart() -> None:
    found = {field.info.description for field in (*fields(Metric), *fields(DepartmentFile))}
    assert {"The unit of its values.", "How it is calculated.", "Its name in reports."} <= found
