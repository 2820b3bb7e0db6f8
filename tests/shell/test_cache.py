"""The cache: the same answers, sooner; never in the way, never believed when damaged, never in the repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrctl.core.loading import facts
from okrctl.shell import cache, cache_folder, clock
from tests.kit.harness import PROJECT, Ran, environment, run_any, run_cli
from tests.kit.shop import Shop, check_in, objective, result
from tests.kit.sizes import size

COMMANDS = [
    [*command, *format]
    for command in (
        ["validate"],
        ["validate", "--today"],
        ["status"],
        ["score"],
        ["deps"],
        ["tree"],
        ["due"],
        ["health"],
    )
    for format in ([], ["--format", "json"])
]
EXAMPLES = sorted(path.parent.name for path in (PROJECT / "examples").glob("*/okrctl.yaml"))
DAY = ["--as-of", "2026-03-02"]


@pytest.fixture(autouse=True)
def store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own for each test."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("OKRCTL_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The department files that were understood anew."""
    seen: list[str] = []
    real = facts.read_department

    def counting(path: str, *rest: Any, **more: Any) -> Any:
        seen.append(path)
        return real(path, *rest, **more)

    monkeypatch.setattr(facts, "read_department", counting)
    return seen


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path / "work")
    for number in range(3):
        goal = objective(result(baseline=0, target=10), id="goal")
        shop.write(
            f"team-{number}", name="T", lead="L", objectives=[goal], check_ins=[check_in("2026-01-05", {"kr": 4})]
        )
    return shop


def kept(store: Path) -> list[Path]:
    ours = store / cache_folder.ENTRIES
    return [path for path in ours.rglob("*") if path.is_file() and path.parent != ours]


@pytest.mark.reliability("Cache", "every report on every example: the cached answer is the cold one")
@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_cached_answer_is_the_cold_one(command: list[str], example: str, store: Path) -> None:
    arguments = [*command, *DAY, "--root", str(PROJECT / "examples" / example)]
    cold = run_cli(*arguments)
    again = run_cli(*arguments)
    assert cold.out
    assert again == cold == run_cli(*arguments, "--no-cache")


def test_what_is_known_is_not_read_again(shop: Shop, read: list[str]) -> None:
    shop.run("status", *DAY)
    assert len(read) == 3
    shop.run("status", *DAY)
    shop.run("score", *DAY)
    shop.run("validate")
    assert len(read) == 3
    shop.write("team-1", name="New", lead="L")
    assert "New" in shop.run("status", *DAY).out
    assert read[3:] == ["okrs/team-1.yaml"]


@pytest.mark.parametrize("other", ["version", "python", "sources"])
def test_another_okrctl_or_python_reads_anew(
    other: str, shop: Shop, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.run("status", *DAY)
    match other:
        case "version":
            monkeypatch.setattr(cache, "__version__", "0.0.0")
        case "python":
            monkeypatch.setattr(sys, "version", "3.99")
        case _:
            monkeypatch.setattr(cache, "_sources", lambda *rooms: iter(["core/loading/facts.py 1 1"]))
    cache._reader.cache_clear()
    try:
        shop.run("score", *DAY)
        assert len(read) == 6
    finally:
        monkeypatch.undo()
        cache._reader.cache_clear()


def test_whatever_reads_files_is_part_of_the_name_of_what_was_read() -> None:
    look = (
        "import sys; from okrctl.core.loading.facts import department_facts;"
        "from okrctl.core.loading.config import load_config;"
        "[(department_facts('a.yaml', text), load_config('okrctl.yaml', text)) for text in ('okrctl: 1', 'a: |\\n b')];"
        "print(*(name for name in sys.modules if name.startswith('okrctl.')))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, env=environment())
    rooms = {name.split(".", 1)[1].rpartition(".")[0].replace(".", "/") for name in done.stdout.split()} - {""}
    assert {"core/values", "core/yaml", "core/format", "core/loading", "krtypes/level"} <= rooms
    told = {line.partition(" ")[0].rpartition("/")[0] for line in cache._sources(*cache.READERS)}
    assert rooms <= told


def test_a_new_day_has_a_new_answer(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(day: str) -> Ran:
        monkeypatch.setattr(clock, "today", lambda: date.fromisoformat(day))
        return shop.run("status", "--format", "json")

    first = answer("2026-03-02")
    assert answer("2026-03-02") == first
    later = answer("2026-03-09")
    assert json.loads(later.out)["as_of"] == "2026-03-09"
    assert later.out == shop.run("status", "--format", "json", "--no-cache").out != first.out


def test_what_is_wrong_is_found_anew(shop: Shop, read: list[str]) -> None:
    shop.write("team-1", name="T", lead="L", bogus=1)
    first = shop.run("validate", "--format", "concise")
    assert "OKR101" in first.out
    assert shop.run("validate", "--format", "json").code == 1
    assert read.count("okrs/team-1.yaml") == 2
    assert read.count("okrs/team-0.yaml") == 1


@pytest.mark.parametrize(
    ("command", "absent"),
    [
        (["status", "--as-of", "2026-03-03"], {"ruamel", "rich"}),
        (["validate", "--select", "OKR0,OKR2"], {"ruamel", "rich"}),
    ],
)
def test_a_warm_run_imports_nothing_that_writes_or_paints(command: list[str], absent: set[str], shop: Shop) -> None:
    code = "import sys; from okrctl.__main__ import main; main(sys.argv[1:]); print('\\n', *sys.modules)"
    run_any([sys.executable, "-c", code, "status", *DAY, "--root", str(shop.root)])
    ran = run_any([sys.executable, "-c", code, *command, "--root", str(shop.root)])
    assert (ran.code, ran.err) == (0, "")
    assert not {name.partition(".")[0] for name in ran.out.splitlines()[-1].split()} & absent


@pytest.mark.reliability("Cache", "random edits of files: the answer is the cold one")
@settings(max_examples=size("OKRCTL_EXAMPLES", 10), deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 400), st.text("ab:0 -\n#", max_size=4)), max_size=3))
def test_after_any_edit_the_answer_is_the_cold_one(edits: list[tuple[int, int, str]], shop: Shop) -> None:
    for number, at, text in edits:
        path = shop.root / "okrs" / f"team-{number}.yaml"
        before = path.read_text()
        path.write_text(before[:at] + text + before[at + len(text) :])
        for command in ("validate", "status", "deps"):
            arguments = [command, *DAY, "--format", "json"]
            assert shop.run(*arguments) == shop.run(*arguments) == shop.run(*arguments, "--no-cache")


@pytest.mark.reliability("Cache", "damaged entries: read past")
@pytest.mark.parametrize("damage", [b"", b"{", b"00000000\n[]", b"\xff\xfe", None])
def test_damaged_entries_are_read_past(damage: bytes | None, shop: Shop, store: Path) -> None:
    whole = shop.run("status", *DAY)
    for path in kept(store):
        path.write_bytes(path.read_bytes()[:-5] if damage is None else damage)
    assert shop.run("status", *DAY) == whole
    assert shop.run("status", *DAY) == whole


def test_an_entry_with_one_changed_byte_is_read_past(shop: Shop, store: Path) -> None:
    whole = shop.run("status", *DAY)
    for path in kept(store):
        seal, _, body = path.read_bytes().partition(b"\n")
        path.write_bytes(seal + b"\n" + body.replace(b"Shop", b"Shup").replace(b"team-1", b"team-7"))
    assert shop.run("status", *DAY) == whole


def test_sound_entries_of_another_shape_are_read_past(shop: Shop, store: Path) -> None:
    whole = shop.run("status", *DAY)
    for path in kept(store):
        body = b'[1,{"a":[]},[],[],[],[],[],[],[],7]'
        path.write_bytes(cache._seal(body) + b"\n" + body)
    assert shop.run("status", *DAY) == whole


@pytest.mark.parametrize("switch", ["option", "variable", "no home", "file in its place"])
def test_without_a_cache_nothing_is_kept_or_said(
    switch: str, shop: Shop, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = shop.run("status", *DAY)
    shutil.rmtree(store)
    if switch == "variable":
        monkeypatch.setenv("OKRCTL_NO_CACHE", "1")
    if switch == "no home":
        for name in ("OKRCTL_CACHE_DIR", "XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"):
            monkeypatch.delenv(name, raising=False)
    if switch == "file in its place":
        store.write_text("mine")
    assert shop.run("status", *DAY, *(["--no-cache"] if switch == "option" else [])) == expected
    assert store.is_file() or not store.exists()


def test_a_cache_that_cannot_be_written_is_no_error(shop: Shop, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("read-only")

    expected = shop.run("status", *DAY, "--no-cache")
    monkeypatch.setattr(os, "replace", refuse)
    assert shop.run("status", *DAY) == expected
    assert not [path for path in kept(store) if "." not in path.name]


def test_a_cache_in_the_workspace_or_its_repository_is_not_used(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    (shop.root.parent / ".git").mkdir()
    for inside in (shop.root / "cache", shop.root.parent / "cache"):
        monkeypatch.setenv("OKRCTL_CACHE_DIR", str(inside))
        shop.run("status", *DAY)
        assert not inside.exists()


@pytest.mark.skipif(os.name != "posix", reason="POSIX file modes")
def test_a_cache_that_anybody_may_write_to_is_not_used(shop: Shop, store: Path) -> None:
    store.chmod(0o777)
    assert shop.run("status", *DAY).code == 0
    assert kept(store) == []
    store.chmod(0o775)
    assert shop.run("status", *DAY).code == 0
    assert kept(store)


def test_what_is_written_to_a_file_is_written_each_time(shop: Shop, tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    for _ in range(2):
        assert shop.run("status", *DAY, "-o", str(target)).code == 0
        assert target.read_text().startswith("Shop")
        target.unlink()


def test_files_outside_the_patterns_are_read_each_time(shop: Shop) -> None:
    other = shop.root / "other.yaml"
    other.write_text("okrctl: 1\ndepartment: other\nname: O\nlead: L\n")
    assert shop.run("validate", str(other)).code == 0
    other.write_text("okrctl: 1\ndepartment: other\nbogus: 1\n")
    assert shop.run("validate", str(other)).code == 1


def test_a_nearer_workspace_is_the_one_meant_from_then_on(shop: Shop) -> None:
    below = shop.root / "notes" / "2026"
    below.mkdir(parents=True)
    assert run_cli("status", *DAY, cwd=below).out.startswith("Shop")
    (below.parent / "okrctl.yaml").write_text("okrctl: 1\norganization: Nearer\n")
    assert run_cli("status", *DAY, cwd=below).out.startswith("Nearer")
    (below.parent / "okrctl.yaml").unlink()
    assert run_cli("status", *DAY, cwd=below).out.startswith("Shop")


@pytest.mark.parametrize("command", [["status"], ["--root", "{}", "status"], ["status", "--at", "HEAD"]])
def test_root_may_be_a_folder_inside(command: list[str], shop: Shop, tmp_path: Path) -> None:
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "a"]):
        subprocess.run(["git", *words], cwd=shop.root, check=True)
    inside = shop.root / "notes"
    inside.mkdir()
    words = [each.format(inside) for each in command]
    words += [] if "--root" in words else ["--root", str(inside)]
    assert run_cli(*words, *DAY, cwd=tmp_path).out.startswith("Shop")
    if "--at" not in words:
        (inside / "okrctl.yaml").write_text("okrctl: 1\norganization: Nearer\n")
        assert run_cli(*words, *DAY, cwd=tmp_path).out.startswith("Nearer")


def test_parallel_runs_do_not_disturb_each_other(shop: Shop) -> None:
    command = [sys.executable, "-m", "okrctl", "status", *DAY, "--root", str(shop.root)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environment()) for _ in range(4)]
    answers = {process.communicate()[0] for process in running}
    assert answers == {shop.run("status", *DAY, "--no-cache").out.encode()}
    assert [process.returncode for process in running] == [0, 0, 0, 0]


def aged(path: Path, used: int = 1000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * 100)
    os.utime(path, (used, used))
    return path


def test_old_entries_and_too_many_are_forgotten(store: Path) -> None:
    ours = store / cache_folder.ENTRIES
    for number in range(6):
        aged(ours / "ab" / f"{number:062x}", 1000 + number)
    cache_folder.trim(str(ours), 1002, 250)
    assert sorted(int(path.name, 16) for path in kept(store)) == [4, 5]
    cache_folder.trim(str(ours), 2000, 250)
    assert kept(store) == []


def test_trimming_deletes_entries_and_nothing_else(shop: Shop, store: Path, tmp_path: Path) -> None:
    """A folder that holds other things, and others' things within our own: only what has an entry's name goes."""
    assert shop.run("status", *DAY).code == 0
    ours = store / cache_folder.ENTRIES
    (ours / "trimmed").unlink(missing_ok=True)
    name = "0" * 62
    mine = [aged(store / place) for place in ("db/thesis.txt", f"ab/{name}", "okrctl/notes", "trimmed")]
    mine += [aged(ours / place) for place in ("db/thesis.txt", f"go/{name}", f"ab/{name}.txt", f"abc/{name}", "ab/0")]
    elsewhere = aged(tmp_path / "elsewhere" / name)
    # which shelves there are depends on when okrctl's modules were written
    free = next(f"{number:02x}" for number in range(256) if not (ours / f"{number:02x}").exists())
    (ours / free).symlink_to(elsewhere.parent)
    (ours / "ab" / ("1" * 62)).symlink_to(elsewhere)
    (ours / "ab" / ("2" * 62)).mkdir()
    old = [aged(ours / "ab" / name), aged(ours / "ab" / f"{name}.123")]
    assert shop.run("status", *DAY).code == 0
    assert [path for path in (*mine, elsewhere) if not path.exists()] == []
    assert [path for path in old if path.exists()] == []
    assert (ours / "trimmed").exists()
    assert {(ours / "ab" / ("1" * 62)).is_symlink(), (ours / "ab" / ("2" * 62)).is_dir()} == {True}


@pytest.mark.parametrize("state", ["no marker", "another's marker", "a link"])
def test_a_folder_without_our_marker_is_left_alone(state: str, shop: Shop, store: Path, tmp_path: Path) -> None:
    ours = store / cache_folder.ENTRIES
    there = tmp_path / "there"
    if state == "a link":
        ours.parent.mkdir()
        ours.symlink_to(there)
        old = aged(there / "ab" / ("0" * 62))
        (there / cache_folder.MARKER).write_bytes(cache_folder._SAYS)
    else:
        old = aged(ours / "ab" / ("0" * 62))
        if state == "another's marker":
            (ours / cache_folder.MARKER).write_bytes(cache_folder._SAYS.splitlines(keepends=True)[0] + b"# other\n")
    before = {path: path.lstat().st_mtime_ns for folder in (store, there) for path in folder.rglob("*")}
    assert shop.run("status", *DAY) == shop.run("status", *DAY, "--no-cache")
    assert {path: path.lstat().st_mtime_ns for folder in (store, there) for path in folder.rglob("*")} == before
    assert old.exists()


def test_an_empty_folder_of_our_name_becomes_ours(shop: Shop, store: Path) -> None:
    ours = store / cache_folder.ENTRIES
    ours.mkdir(parents=True)
    assert shop.run("status", *DAY).code == 0
    assert kept(store)
    assert (ours / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
