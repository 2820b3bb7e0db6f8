"""Size: chains and circles of thousands, thousands of files; work and output grow with the input and no faster."""

from __future__ import annotations

import cProfile
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.kit.chains import write_chain
from tests.kit.confined import confined
from tests.kit.harness import PROJECT, run_cli
from tests.kit.repos import Repo
from tests.kit.sizes import nightly

DAY = "2026-02-14"
TIES = ("supports", "depends_on", "key-results")
LOOKS = {
    "validate": ["validate", "--today", "--exit-zero"],
    "tree": ["tree"],
    "tree as markdown": ["tree", "--format", "markdown"],
    "tree as json": ["tree", "--format", "json"],
    "deps": ["deps"],
    "deps as json": ["deps", "--format", "json"],
    "deps as mermaid": ["deps", "--format", "mermaid"],
    "deps as dot": ["deps", "--format", "dot"],
    "score": ["score"],
    "score explained": ["score", "d0/o0", "--explain"],
    "status": ["status"],
    "all of status": ["status", "--all"],
    "show the first": ["show", "d0/o0"],
    "due": ["due"],
    "health": ["health"],
    "forecast": ["forecast"],
    "retro": ["retro", "2026-Q1"],
    "review": ["review"],
    "a new name": ["rename", "d0/o5", "other", "--dry-run"],
    "an amendment": ["amend", "d0/k7", "--to", "3", "--why", "Less", "--dry-run"],
    "a drop": ["drop", "d0/o7", "--why", "No", "--dry-run"],
    "a check-in": ["checkin", "d0", "--set", "k7=1", "--by", "ana@example.com", "--dry-run"],
}
# by day a few times as many as Python has frames
LONG = 10_000 if nightly() else 2_400
WALKERS = {"supports": ("tree",), "depends_on": ("deps",), "key-results": ("tree as json",)}


@pytest.fixture(scope="module", params=[(tie, circle) for tie in TIES for circle in (False, True)], ids=str)
def chain(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, bool]:
    tie, circle = request.param
    root = tmp_path_factory.mktemp("chain")
    write_chain(root, LONG if nightly() else LONG // 2, tie, circle=circle)
    return root, tie, circle


@pytest.mark.night
@pytest.mark.reliability("Resources", "commands over thousands of goals in one chain and in one circle of each kind")
def test_long_chains_and_circles(chain: tuple[Path, str, bool], record_property: Callable[[str, object], None]) -> None:
    root, tie, circle = chain
    # each look at every kind of tie by night; by day each kind gets every third of them
    observations = [name for at, name in enumerate(LOOKS) if nightly() or at % 6 == TIES.index(tie) + 3 * circle]
    for name in observations:
        ran = run_cli(*LOOKS[name], "--as-of", DAY, "--no-cache", cwd=root)
        assert ran.code == 0, (name, ran.err[-500:])
        assert ran.out, name
    record_property("tried", len(observations))


@pytest.mark.parametrize("tie", TIES)
@pytest.mark.reliability("Resources", "a chain of 10,000 goals (2,400 by day), walked within a limit of memory")
def test_one_long_chain(tie: str, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    write_chain(tmp_path, LONG, tie)
    for name in WALKERS[tie]:
        ran, _ = confined(*LOOKS[name], "--as-of", DAY, "--no-cache", cwd=tmp_path, cpu=20)
        assert ran.code == 0, ran.err[-500:]
        assert f"o{LONG - 1}" in ran.out
        assert len(ran.out) < 1000 * LONG
    record_property("tried", LONG)


@pytest.mark.parametrize("tie", ["supports", "depends_on"])
@pytest.mark.reliability("Resources", "a circle of 10,000 goals (2,400 by day) is found, and told once")
def test_one_long_circle_is_told_once(tie: str, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    write_chain(tmp_path, LONG, tie, circle=True)
    name = "dependency-cycle" if tie == "depends_on" else "alignment-cycle"
    ran = run_cli("validate", "--ignore", "OKR", "--select", name, "--no-cache", "--format", "json", cwd=tmp_path)
    found = json.loads(ran.out)["diagnostics"]
    assert [each["name"] for each in found] == [name]
    assert len(ran.out) < 300 * LONG
    record_property("tried", LONG)


def calls(function: Callable[[], object]) -> int:
    """How many calls Python and its built-ins make: a measure of work that does not depend on the machine."""
    profile = cProfile.Profile()
    profile.runcall(function)
    return sum(each.callcount for each in profile.getstats())


@pytest.mark.night
@pytest.mark.parametrize("name", [*LOOKS, "what changed", "a base"])
@pytest.mark.reliability("Resources", "twice the goals make about twice the work and the output")
def test_work_grows_with_the_workspace_and_no_faster(
    name: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    args = {**LOOKS, "what changed": ["diff", "HEAD"], "a base": ["validate", "--base", "HEAD", "--exit-zero"]}[name]
    costs = []
    for length in (30, 60, 120) if not nightly() else (400, 800, 1600):
        root = tmp_path / str(length)
        write_chain(root, length, "both")
        if "HEAD" in args:
            Repo(root).commit()
            file = root / "okrs" / "d0.yaml"
            file.write_text(file.read_text().replace("count: 4", "count: 5"))
        costs.append(cost_of([*args, "--as-of", DAY, "--no-cache"], root))
    for what, first, second, third in zip(("work", "output"), *costs, strict=True):
        # what is done once, whatever the size, is taken out by looking at what is added
        assert third - second <= 2.6 * max(second - first, first // 10), (name, what, first, second, third)
    record_property("tried", len(costs))


def cost_of(args: list[str], root: Path) -> tuple[int, int]:
    """Calls made, and characters written."""
    outs: list[str] = []
    assert run_cli(*args, cwd=root).code == 0
    made = calls(lambda: outs.append(run_cli(*args, cwd=root).out))
    return made, len(outs[0])


@pytest.mark.night
@pytest.mark.reliability("Resources", "a workspace of thousands of files")
def test_a_workspace_of_many_files(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    count = 2000 if nightly() else 500
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Many\n")
    for at in range(count):
        folder = tmp_path / "okrs" / f"f{at % 40}"
        folder.mkdir(parents=True, exist_ok=True)
        goal = "{id: a, title: Goal, key_results: [{id: k, title: Key, count: 4}]}"
        text = f"okrctl: 1\ndepartment: d{at}\nlead: Ana\ncycle: 2026-Q1\nobjectives: [{goal}]\n"
        (folder / f"d{at}.yaml").write_text(text)
    ran, _ = confined("validate", "--format", "json", "--no-cache", cwd=tmp_path, cpu=20)
    assert json.loads(ran.out)["summary"]["files"] == count
    ran, _ = confined("status", "--format", "json", "--as-of", DAY, "--no-cache", cwd=tmp_path, cpu=20)
    assert len(json.loads(ran.out)["departments"]) == count
    record_property("tried", count)


def test_positions_of_many_findings_are_kept_in_linear_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Shop\n")
    many = "".join(f"      - {{id: k{number}, title: K {number}, count: 5}}\n" for number in range(6_000))
    head = "okrctl: 1\ndepartment: d\nname: D\nlead: A\ncycle: 2026\nobjectives:\n  - id: o\n    title: O\n"
    (tmp_path / "okrs/d.yaml").write_text(f"{head}    key_results:\n{many}")
    first, again = (confined("validate", "--format", "concise", cwd=tmp_path, cpu=3)[0] for _ in range(2))
    assert first == again
    assert "5999" in first.out


TABLES = PROJECT / "tests/data/import"
LONG_ONES = sorted(
    each.relative_to(TABLES).as_posix()
    for pattern in ("documents/*.csv", "documents/*.md", "exports/*.csv", "exports/sheets/*.csv")
    for each in TABLES.glob(pattern)
)
SETTLED = (
    "--cycle=2026-H2",
    "--department=x",
    "--owner=Ann",
    "--decimal=point",
    "--dates=day-first",
    "--fiscal-year=2",
)


def _imported(source: Path) -> None:
    args = ("import", source.name, "--dry-run", "--as-of=2026-11-30", "--value-date=2026-11-01", *SETTLED)
    ran = run_cli(*args, cwd=source.parent)
    assert ran.code == 0, ran.err


@pytest.mark.parametrize("name", LONG_ONES)
@pytest.mark.reliability("Resources", "twice the lines of an import make about twice the work")
def test_an_import_grows_with_its_lines_and_no_faster(name: str, tmp_path: Path) -> None:
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Shop\n")
    first, *lines = (TABLES / name).read_text(encoding="utf-8").splitlines(keepends=True)
    source, costs = tmp_path / Path(name).name, []
    for times in (1, 1, 2, 4):
        source.write_text("".join([first, *(lines * (times * (500 // len(lines) + 1)))]), encoding="utf-8")
        costs.append(calls(partial(_imported, source)))
    _, one, two, four = costs
    assert four - two < 2.6 * (two - one), costs
