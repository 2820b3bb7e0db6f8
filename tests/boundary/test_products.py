"""Two lists of the format at their limits at once: no command pays for their product."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from okrctl.core.yaml import read
from tests.kit.confined import confined
from tests.kit.harness import run_cli
from tests.kit.products import EDITS, LISTS, write
from tests.kit.repos import Repo
from tests.kit.sizes import nightly

Record = Callable[[str, object], None]
DAY = "2026-06-15"
MEMORY = 500 << 20
VALIDATE = ["validate", "--today", "--exit-zero", "--format", "concise"]
LOOKS = (
    ["status", "--all"],
    ["tree"],
    ["tree", "--format", "json"],
    ["deps", "--format", "json"],
    ["score", "shop/o0", "--explain"],
    ["show", "shop/o0"],
    ["show", "shop/p0"],
    ["history", "shop/curve"],
    ["history", "shop/w0"],
    ["due"],
    ["health"],
    ["forecast"],
    ["retro", "2026-Q1"],
    ["review"],
    ["rename", "shop/o0", "other", "--dry-run"],
    ["amend", "shop/k0", "--to", "3", "--why", "Less", "--dry-run"],
    ["checkin", "shop", "--set", "curve=1", "--by", "ana@example.com", "--dry-run"],
)
PAIRS = [*((name, name) for name in LISTS), *combinations(LISTS, 2)]
FEW = 40  # by day
# pairs in which a product was found once
FOUND = {
    ("check_ins", "behind"): (["status"], ["history", "shop/w0"]),
    ("checkpoints", "check_ins"): (["forecast"], ["history", "shop/curve"]),
    ("cycles", "supports"): (["tree"], ["deps"]),
    ("supports", "depends_on"): (["rename", "shop/o0", "other", "--dry-run"],),
    ("joint", "departments"): (["status"], ["deps", "--format", "json"]),
    ("checkpoints", "amended"): (["score", "shop/o0", "--explain"],),
    ("depends_on", "behind"): (VALIDATE, ["deps"]),
    ("key_results", "check_ins"): (["history", "shop/curve"], ["history", "shop/o0"]),
    ("owners", "departments"): (["validate", "--exit-zero"],),
    ("patterns", "departments"): (["status"],),
}


def sizes(pair: tuple[str, str], part: float = 1) -> dict[str, int]:
    return {name: max(2, int(LISTS[name] * part)) for name in pair}


def looked(root: Path, pair: tuple[str, str], args: list[str]) -> None:
    ran, _ = confined(*args, "--as-of", DAY, "--no-cache", cwd=root, cpu=10, memory=MEMORY)
    assert "internal error" not in ran.err, (pair, args, ran.err[-300:])
    # 2 only where an edit is refused: the workspace itself is always read
    assert ran.code in (0, 1) or "nothing written" in ran.err, (pair, args, ran.err[-300:])


@pytest.mark.parametrize("first", LISTS)
@pytest.mark.reliability("Resources", "two lists at their limits at once, each pair of the format: 10 s and 500 MB")
@pytest.mark.night
def test_each_pair(first: str, tmp_path: Path, record_property: Record) -> None:
    tried = 0
    for at, pair in enumerate(PAIRS):
        if pair[0] != first or not (nightly() or at % FEW == 0):
            continue
        root = tmp_path / str(at)
        write(root, sizes(pair, 1 if nightly() else 0.02))
        for args in (VALIDATE, LOOKS[at % len(LOOKS)]):
            looked(root, pair, args)
            tried += 1
    record_property("tried", tried)


@pytest.mark.parametrize("pair", FOUND, ids=str)
@pytest.mark.reliability("Resources", "pairs of lists whose product a command once paid for, at a tenth by day")
@pytest.mark.night
def test_pairs_that_were_a_product(pair: tuple[str, str], tmp_path: Path, record_property: Record) -> None:
    write(tmp_path, sizes(pair, 1 if nightly() else 0.1))
    for args in FOUND[pair]:
        looked(tmp_path, pair, args)
    record_property("tried", len(FOUND[pair]))


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.reliability("Resources", "each list at its limit, and as long at base but other: 10 s and 500 MB")
@pytest.mark.night
def test_each_list_against_a_base(name: str, tmp_path: Path, record_property: Record) -> None:
    tried = 0
    for how in (*EDITS, "gone", "come") if nightly() else ("reworded",):
        tried += against_a_base(tmp_path / how, (name, name), how, 1 if nightly() else 0.02)
    record_property("tried", tried)


# pairs and changes of them in which `validate --base` or `diff` once paid for a product
CHANGED = [
    (("key_results", "check_ins"), "reworded"),
    (("milestones", "amended"), "amended"),
    (("checkpoints", "amended"), "amended"),
    (("milestones", "milestones"), "measured"),
    (("check_ins", "corrections"), "measured"),
    (("check_ins", "corrections"), "gone"),
    (("behind", "check_ins"), "measured"),
    (("promised_to", "amended"), "measured"),
]


@pytest.mark.parametrize(("pair", "how"), CHANGED, ids=str)
@pytest.mark.reliability("Resources", "changes of two long lists at once that once were a product, at a tenth by day")
@pytest.mark.night
def test_changes_that_were_a_product(pair: tuple[str, str], how: str, tmp_path: Path, record_property: Record) -> None:
    record_property("tried", against_a_base(tmp_path, pair, how, 1 if nightly() else 0.1))


def against_a_base(root: Path, pair: tuple[str, str], how: str, part: float) -> int:
    """Compare these lists with themselves after an edit, or with hardly any; the number of commands."""
    write(root, {} if how == "come" else sizes(pair, part))
    Repo(root).commit()
    if how in EDITS:
        for file in (root / "okrs/shop.yaml", root / "okrctl.yaml"):
            file.write_text(EDITS[how](file.read_text()))
    else:
        shutil.rmtree(root / "okrs")
        write(root, sizes(pair, part) if how == "come" else {})
    observations = (
        ["diff", "HEAD", "--format", "markdown"],
        ["validate", "--base", "HEAD", "--exit-zero", "--format", "concise"],
    )
    for args in observations:
        looked(root, pair, args)
    return len(observations)


@pytest.mark.parametrize("how", EDITS)
def test_what_was_edited_is_read_too(how: str, tmp_path: Path) -> None:
    write(tmp_path, {name: 3 for name in LISTS if name not in ("comments", "unknown_keys")})
    file = tmp_path / "okrs" / "shop.yaml"
    text = file.read_text()
    assert EDITS[how](text) != text
    assert not read(file.name, EDITS[how](text)).problems


def test_every_list_is_read(tmp_path: Path) -> None:
    """What is refused as a whole would cost nothing and prove nothing."""
    for name in LISTS:
        write(tmp_path, sizes((name, name)))
        for file in (tmp_path / "okrctl.yaml", tmp_path / "okrs" / "shop.yaml"):
            assert not read(file.name, file.read_text()).problems, name


def test_files_take_only_so_many_patterns(tmp_path: Path) -> None:
    write(tmp_path, {"patterns": 100})
    assert "OKR006" not in run_cli(*VALIDATE, "--no-cache", cwd=tmp_path).out
    write(tmp_path, {"patterns": 101})
    told = run_cli(*VALIDATE, "--no-cache", cwd=tmp_path).out
    assert "okrctl.yaml:3:8: OKR006 error files: more than 100 items" in told, told[:500]


@pytest.mark.night
def test_a_kpi_that_too_many_read(tmp_path: Path) -> None:
    """Beyond the limit its values count for nothing, and that is an error and makes reports incomplete."""
    write(tmp_path, {"behind": 400, "check_ins": 900})
    told = run_cli(*VALIDATE, "--select", "OKR404", "--no-cache", cwd=tmp_path).out
    assert told.count("the key results with a `kpi` read more than 300,000 check-ins") == 1
    ran = run_cli("score", "shop/b0", "--as-of", DAY, "--format", "json", "--no-cache", cwd=tmp_path)
    assert (ran.code, "this report is incomplete" in ran.err) == (1, True)
    write(tmp_path, {"behind": 300, "check_ins": 900})
    assert "read more than" not in run_cli(*VALIDATE, "--select", "OKR404", "--no-cache", cwd=tmp_path).out


@pytest.mark.night
def test_a_history_of_many_days_tells_the_newest(tmp_path: Path) -> None:
    write(tmp_path, {"check_ins": 1200})
    ran = run_cli("history", "shop/curve", "--as-of", "2030-01-01", "--format", "json", "--no-cache", cwd=tmp_path)
    life = json.loads(ran.out)
    assert len(life["check_ins"]) + life["earlier_days"] == 1200
    assert life["earlier_days"] > 0
    assert life["check_ins"][-1]["date"] == "2029-04-14"
    text = run_cli("history", "shop/curve", "--as-of", "2030-01-01", "--no-cache", cwd=tmp_path).out
    assert f"{life['earlier_days']:,} earlier days aren't calculated" in text


def test_trends_that_too_many_needs_ask_for_are_owned_up_to(tmp_path: Path) -> None:
    """Each need asks for another day of an objective with many key results."""
    write(tmp_path, {"depends_on": 290, "behind": 300, "check_ins": 5})
    ran = run_cli("deps", "--as-of", DAY, "--no-cache", cwd=tmp_path)
    assert (ran.code, "the trend of shop/o0, which too many dependencies need" in ran.err) == (1, True), ran.err
    write(tmp_path, {"depends_on": 200, "behind": 300, "check_ins": 5})
    assert "the trend of" not in run_cli("deps", "--as-of", DAY, "--no-cache", cwd=tmp_path).err


def test_joint_objectives_of_others_are_listed_up_to_a_limit(tmp_path: Path) -> None:
    write(tmp_path, {"joint": 30, "departments": 2})
    out = run_cli("status", "--all", "--department", "d0", "--as-of", DAY, "--no-cache", cwd=tmp_path).out
    # 30 of `all`, and the one that names it
    assert "… and 11 more" in out, out


def test_a_tree_names_only_a_few_of_many_parents(tmp_path: Path) -> None:
    write(tmp_path, {"objectives": 9, "supports": 9})
    out = run_cli("tree", "--as-of", DAY, "--no-cache", cwd=tmp_path).out
    assert "also under shop/o1 and shop/o2 and shop/o3 and shop/o4 and shop/o5 and 3 more" in out, out
