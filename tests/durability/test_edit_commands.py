"""Every writing command on made-up files: just the announced edit, byte by byte and in meaning, or a refusal.

``OKRCTL_FUZZ`` sets the number of documents (2,000 by default, of which a tenth goes through this door),
``OKRCTL_FUZZ_SEED`` the first seed.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from tests.kit.harness import Ran, run_cli
from tests.kit.saving import CONFIG, leftovers
from tests.kit.sizes import size
from tests.kit.writing_styles import BOM, Json, Pen, marketing, sales

COUNT = size("OKRCTL_FUZZ", 2000) // 10
SEED = size("OKRCTL_FUZZ_SEED", 1)
DAY = "2026-02-14"
WHY = "so: it # is"

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
TRAFFIC = "marketing/traffic"

Texts = dict[str, str]
Undo = Callable[[Json, Json], None]


def result(data: Json, id: str) -> Json:
    return next(each for goal in data["objectives"] for each in goal.get("key_results") or () if each["id"] == id)


def goal(data: Json, id: str) -> Json:
    return next(each for each in data["objectives"] if each["id"] == id)


def popped(of: Json, key: str, *also: str) -> Any:
    """Take the last item of a list away, and the list where that was the first."""
    last = of[key].pop()
    if not of[key]:
        del of[key]
    return last


def undo_check_in(m: Json, s: Json) -> None:
    entry = popped(m, "check_ins")
    assert entry == {"date": DAY, "by": "bo@example.com", "results": {"traffic": {"value": "130", "note": WHY}}}


def undo_amend(field: str, to: str) -> Undo:
    def undo(m: Json, s: Json) -> None:
        found = result(m, "traffic")
        entry = popped(found, "amended")
        assert (entry.pop("date"), entry.pop("field"), entry.pop("to"), entry.pop("why")) == (DAY, field, to, WHY)
        assert found[field] == to
        found[field] = entry.pop("from")
        assert not entry

    return undo


def undo_drop(m: Json, s: Json) -> None:
    assert result(m, "traffic").pop("dropped") == {"date": DAY, "why": WHY}


def undo_confirm(m: Json, s: Json) -> None:
    assert popped(result(m, "traffic"), "promised_to")["ref"] == "sales/deals"


def undo_close(m: Json, s: Json) -> None:
    assert goal(m, "seo").pop("closed") == {"date": DAY, "learned": WHY}


def undo_new(kind: str) -> Undo:
    def undo(m: Json, s: Json) -> None:
        home = goal(m, "seo") if kind == "key_results" else m
        assert popped(home, kind)["title"] == "Something: new"

    return undo


def undo_rename(m: Json, s: Json) -> None:
    found = goal(m, "search")
    found["id"] = "seo"
    found.pop("formerly", None)
    deals = goal(s, "deals")
    deals["supports"] = yaml.load(yaml.dump(deals["supports"]).replace("search", "seo"), LOADER)


CHECK_IN = ("checkin", "marketing", "--set", "traffic=130", "--kr-note", f"traffic={WHY}", "--by", "bo@example.com")
KEY_RESULT = ("new", "key-result", "marketing/seo", "--title", "Something: new", "--baseline", "9", "--target", "3")
COMMANDS: dict[str, tuple[tuple[str, ...], Undo, int]] = {
    # command, how to take it back, how many lines may be other ones afterwards
    "checkin": (CHECK_IN, undo_check_in, 1),
    "amend target": (("amend", TRAFFIC, "--to", "180", "--why", WHY), undo_amend("target", "180"), 2),
    "amend title": (("amend", TRAFFIC, "--to", "title=a: b # c", "--why", WHY), undo_amend("title", "a: b # c"), 3),
    "drop": (("drop", TRAFFIC, "--why", WHY), undo_drop, 1),
    "confirm": (("confirm", TRAFFIC, "--for", "sales/deals", "--due", "2026-03-31"), undo_confirm, 1),
    "rename": (("rename", "marketing/seo", "search"), undo_rename, 5),
    "close": (("close", "marketing/seo", "--learned", WHY, "--no-input"), undo_close, 1),
    "new key-result": (KEY_RESULT, undo_new("key_results"), 1),
    "new objective": (("new", "objective", "marketing", "--title", "Something: new"), undo_new("objectives"), 1),
    "new department": (("new", "department", "legal", "--name", "Law", "--lead", "Cy"), lambda m, s: None, 0),
    "new kpi": (("new", "kpi", "marketing", "--title", "Something: new"), undo_new("kpis"), 1),
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "ws" / "okrs").mkdir(parents=True)
    (tmp_path / "ws" / "okrctl.yaml").write_text(CONFIG)
    return tmp_path / "ws"


def made_up(rng: Random, root: Path) -> Texts:
    """Two files in styles of their own; they are what they are meant to be."""
    found = {}
    for path in root.glob("okrs/**/*.yaml"):
        path.unlink()
    for name, make in (("marketing", marketing), ("sales", sales)):
        data = make(rng)
        text = Pen(rng, name[0]).file(data)
        # a file may end inside a text, which has no line break at its end then
        assert repr(loaded(text)).replace("last\\n", "last") == repr(without_nothing(data)).replace(
            "last\\n", "last"
        ), text
        found[f"okrs/{name}.yaml"] = text
        (root / "okrs" / f"{name}.yaml").write_bytes(text.encode())
    return found


def loaded(text: str) -> Any:
    """Data as another reader of YAML sees it, all values as texts."""
    return without_nothing(yaml.load(text.removeprefix(BOM), LOADER))


def without_nothing(data: Any) -> Any:
    """An empty list, nothing and a missing key are the same."""
    if isinstance(data, dict):
        return {key: without_nothing(value) for key, value in data.items() if value not in ("", "~", None, [])}
    return [without_nothing(each) for each in data] if isinstance(data, list) else data


def now(root: Path) -> Texts:
    return {p.relative_to(root).as_posix(): p.read_bytes().decode() for p in sorted(root.glob("okrs/**/*.yaml"))}


def marks(text: str) -> list[str]:
    return re.findall(r"[# &]([ms]\d+)\b", text)


def untouched(old: str, new: str, lines: int, case: object) -> None:
    """What no edit may change: comments, line ends, byte order mark, the end of the file, and all but some lines."""
    assert new.startswith(BOM) == old.startswith(BOM), case
    assert set(re.findall(r"\r?\n", new)) <= (set(re.findall(r"\r?\n", old)) or {"\n"}), case
    assert new.endswith("\n") == old.endswith("\n"), case
    assert marks(new) == marks(old), case
    before, after = old.splitlines(), new.splitlines()
    same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in same) >= len(before) - lines, case


def refused(ran: Ran, case: object) -> None:
    """With a reason, and with what to write by hand."""
    assert ran.code in (1, 2), (case, ran)
    assert "internal error" not in ran.err, (case, ran)
    assert ran.err.startswith("okrctl: "), (case, ran)
    if "is unchanged: " in ran.err:
        assert ran.out, (case, ran)


@pytest.mark.reliability("Edits", "every command that edits, on made-up files: the announced edit alone, or a refusal")
def test_the_announced_edit_and_nothing_else(root: Path, record_property: Callable[[str, object], None]) -> None:
    done: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for seed in range(SEED, SEED + COUNT):
        rng = Random(seed)
        old = made_up(rng, root)
        name = list(COMMANDS)[seed % len(COMMANDS)]
        command, undo, lines = COMMANDS[name]
        ran = run_cli("--as-of", DAY, *command, cwd=root)
        new = now(root)
        case = (seed, name)
        tried[name] += 1
        assert not leftovers(root), case
        if ran.code:
            refused(ran, case)
            assert new == old, case
            continue
        done[name] += 1
        assert new != old, case
        for path in old:
            untouched(old[path], new[path], lines, (*case, path))
        data = [loaded(new[path]) for path in ("okrs/marketing.yaml", "okrs/sales.yaml")]
        undo(data[0], data[1])
        assert list(map(without_nothing, data)) == [loaded(text) for text in old.values()], case
    for name, often in tried.items():
        assert done[name] > often * 0.6, (name, done[name], often)
    record_property("tried", COUNT)


def entries(files: Texts) -> Counter[str]:
    """Every check-in of a workspace."""
    return Counter(repr(entry) for text in files.values() for entry in loaded(text).get("check_ins") or ())


def plans(files: Texts) -> dict[str, Any]:
    """What is no check-in."""
    found = {path: loaded(text) for path, text in files.items()}
    return {path: {k: v for k, v in data.items() if k != "check_ins"} for path, data in found.items()}


def holds(new: Any, old: Any) -> bool:
    """Whether nothing of the old data is gone or another: keys and items may be more."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(key in new and holds(new[key], value) for key, value in old.items())
    if isinstance(old, list):
        return isinstance(new, list) and len(new) >= len(old) and all(map(holds, new, old))
    return bool(new == old)


MOVES = {
    "a file each": ("journal", "--layout", "file-per-check-in"),
    "back again": ("journal", "--layout", "in-file"),
    "rollover": ("rollover", "--from", "2026-H1", "--to", "2026-H2", "--no-input"),
}


@pytest.mark.reliability("Edits", "journals moved out, back and into the archive: every entry and comment is kept")
def test_moving_check_ins(root: Path, record_property: Callable[[str, object], None]) -> None:
    done: Counter[str] = Counter()
    tried = max(COUNT // 10, 10)
    for seed in range(SEED, SEED + tried):
        old = made_up(Random(seed), root)
        for name, command in MOVES.items():
            case = (seed, name)
            ran = run_cli("--as-of", "2026-07-14", *command, cwd=root)
            new = now(root)
            assert not leftovers(root), case
            if ran.code:
                refused(ran, case)
                assert new == old, case
                continue
            done[name] += new != old
            assert entries(new) == entries(old), case
            assert Counter(marks("\n".join(new.values()))) == Counter(marks("\n".join(old.values()))), case
            for path, plan in plans(old).items():
                assert path not in new or holds(plans(new)[path], plan), (case, path)
            if name != "rollover":
                home = {path: plan for path, plan in plans(new).items() if "objectives" in plan}
                assert home == {path: plan for path, plan in plans(old).items() if "objectives" in plan}, case
            for path in {*old} & {*new}:
                assert new[path].startswith(BOM) == old[path].startswith(BOM), case
            old = new
    assert min(done[name] for name in MOVES) > tried / 5, done
    record_property("tried", tried * len(MOVES))


@pytest.mark.reliability("Edits", "init beside what is there, and the lines of .gitattributes: nothing else is touched")
def test_files_that_are_there_already(root: Path, record_property: Callable[[str, object], None]) -> None:
    parts = ["*.png binary", "# ours", "", "okrs/** text", "\t", "*.yaml  merge=union", "é -text", "a b", "\ufeff*.c"]
    assert run_cli("git", "setup", "--root", str(root)).code == 2
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    for seed in range(SEED, SEED + max(COUNT // 20, 10)):
        rng = Random(seed)
        old = made_up(rng, root)
        end = rng.choice(["\n", "\r\n"])
        attributes = end.join(rng.choices(parts, k=rng.randint(1, 6))) + rng.choice(["", end])
        (root / ".gitattributes").write_bytes(attributes.encode())
        ran = run_cli("init", "--start", "2026-01-01", cwd=root)
        assert ran.code == 2, ran
        assert run_cli("git", "setup", cwd=root).code == 0
        there = (root / ".gitattributes").read_bytes().decode()
        assert there.startswith(attributes), seed
        assert there.removeprefix(attributes).lstrip("\r\n").startswith("# Check-ins of several people"), seed
        assert run_cli("git", "setup", cwd=root).code == 0
        assert (root / ".gitattributes").read_bytes().decode() == there, seed
        assert run_cli("git", "setup", "--remove", cwd=root).code == 0
        file = root / ".gitattributes"
        left = file.read_bytes().decode() if file.exists() else ""
        assert left in (attributes, attributes + "\n", attributes + end) or not attributes.strip(), seed
        assert now(root) == old, seed
    record_property("tried", max(COUNT // 20, 10))
