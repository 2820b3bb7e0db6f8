"""Where okrctl runs and what it may touch: links, special files, outputs, and a world that lacks what is usual."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine

from okrctl import cli, commands
from tests.kit.confined import confined
from tests.kit.harness import Ran, environment, run_cli, run_program
from tests.kit.repos import Repo, snapshot

Record = Callable[[str, object], None]
DAY = "2026-02-14"
SECRET = "hunter2"
NOBODY = 65534
PLAN = """\
okrctl: 1
department: shop
name: Größe ★
lead: Ana
cycle: 2026-Q1
objectives:
  - {id: goal, title: Mehr Größe, key_results: [{id: kr, title: Kr, count: 4}]}
check_ins:
  - {date: 2026-01-12, by: ana@example.com, results: {kr: 1}}
"""
needs_posix = pytest.mark.skipif(os.name != "posix", reason="this system has other files, users and places")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A small workspace, and beside it a file that nobody may see."""
    root = tmp_path / "shop"
    (root / "okrs").mkdir(parents=True)
    (root / "okrctl.yaml").write_text("okrctl: 1\norganization: Größe\n", encoding="utf-8")
    (root / "okrs" / "shop.yaml").write_text(PLAN, encoding="utf-8")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "notes.md").write_text("precious\n")
    (outside / "secret.yaml").write_text(f"okrctl: 1\ndepartment: secret\nlead: {SECRET}\n{SECRET}: x\n")
    return root


def reads() -> list[list[str]]:
    """Commands that read, each in text and in JSON."""
    observations = [
        ["validate"],
        ["status"],
        ["due"],
        ["tree"],
        ["deps"],
        ["history", "shop/goal"],
        ["show", "shop/kr"],
    ]
    return [[*look, *more] for look in observations for more in ([], ["--format", "json"])]


LINKS: dict[str, Callable[[Path, Path], object]] = {
    "a file": lambda root, out: (root / "okrs/x.yaml").symlink_to(out / "secret.yaml"),
    "a file by an absolute path": lambda root, out: (root / "okrs/x.yaml").symlink_to((out / "secret.yaml").absolute()),
    "a folder": lambda root, out: (root / "okrs/x").symlink_to(out),
    "a link to a link": lambda root, out: (
        (root / "okrs/x.yaml").symlink_to("../y"),
        (root / "y").symlink_to(out / "secret.yaml"),
    ),
    "a pattern that goes up": lambda root, out: patterns(root, "../outside/*.yaml", "okrs/../../outside/*.yaml"),
    "an absolute pattern": lambda root, out: patterns(root, f"{out}/*.yaml"),
    "a pattern into a linked folder": lambda root, out: (
        (root / "okrs/x").symlink_to(out),
        patterns(root, "okrs/x/*.yaml", "okrs/*.yaml"),
    ),
    "git's own settings": lambda root, out: (
        (root / ".git").mkdir(),
        shutil.copy(out / "secret.yaml", root / ".git/config"),
        (root / "okrs/x.yaml").symlink_to("../.git/config"),
    ),
    "owners in git's own settings": lambda root, out: (
        (root / ".git").mkdir(),
        shutil.copy(out / "secret.yaml", root / ".git/config"),
        (root / "CODEOWNERS").symlink_to(".git/config"),
    ),
    "a hidden file": lambda root, out: (
        shutil.copy(out / "secret.yaml", root / ".env"),
        (root / "okrs/x.yaml").symlink_to("../.env"),
    ),
    "owners": lambda root, out: (root / "CODEOWNERS").symlink_to(out / "secret.yaml"),
    "a journal": lambda root, out: (
        (root / "okrs/journal").mkdir(),
        (root / "okrs/journal/shop").symlink_to(out),
    ),
}


def patterns(root: Path, *files: str) -> None:
    settings = {"okrctl": 1, "organization": "Shop", "files": ["okrs/shop.yaml", *files]}
    (root / "okrctl.yaml").write_text(json.dumps(settings))


@needs_posix
@pytest.mark.parametrize("name", LINKS)
@pytest.mark.reliability("Boundaries", "links and patterns that lead out of the workspace: nothing of theirs is shown")
def test_nothing_is_read_from_elsewhere(name: str, shop: Path, record_property: Record) -> None:
    LINKS[name](shop, shop.parent / "outside")
    for args in reads():
        ran = run_cli(*args, "--as-of", DAY, "--no-cache", cwd=shop)
        assert ran.code in (0, 1), ran.err
        assert SECRET not in ran.out + ran.err, args
    record_property("tried", len(reads()))


@needs_posix
@pytest.mark.reliability("Boundaries", "paths named on the command line that lead out of the workspace: refused")
def test_paths_on_the_command_line_stay_inside(shop: Path, record_property: Record) -> None:
    outside = shop.parent / "outside"
    (shop / "okrs/x").symlink_to(outside)
    paths = ["../outside/secret.yaml", str(outside / "secret.yaml"), "okrs/x/secret.yaml", "okrs/x", "../outside"]
    before = snapshot(shop.parent)
    asked = [["validate"], ["status"], ["show"], ["history"], ["checkin", "--set", "kr=1", "--by", "ana"]]
    for command in asked:
        for path in paths:
            ran = run_cli(command[0], path, *command[1:], "--no-cache", cwd=shop)
            assert ran.code in (1, 2), (command, path, ran)
            assert SECRET not in ran.out + ran.err, (command, path)
    assert snapshot(shop.parent) == before
    record_property("tried", len(asked) * len(paths))


def special(path: Path, kind: str) -> None:
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "socket":
            with socket.socket(socket.AF_UNIX) as made, contextlib.chdir(path.parent):
                made.bind(path.name)
        case "zeros without end":
            path.symlink_to("/dev/zero")
        case _:
            path.symlink_to(path.name)


@needs_posix
@pytest.mark.parametrize("kind", ["pipe", "folder", "socket", "zeros without end", "a link to itself"])
@pytest.mark.parametrize("path", ["okrctl.yaml", "okrs/odd.yaml", "CODEOWNERS", ".gitattributes"])
@pytest.mark.reliability(
    "Boundaries", "pipes, sockets, devices, folders and loops where files are wanted: never waited for"
)
def test_what_is_no_file_is_not_read(path: str, kind: str, shop: Path, record_property: Record) -> None:
    (shop / path).unlink(missing_ok=True)
    special(shop / path, kind)
    asked = [["validate", "--format", "concise"], ["status"], ["checkin", "shop", "--set", "kr=2", "--by", "ana"]]
    for args in [*asked, ["rename", "shop/goal", "other", "--dry-run"]]:
        ran, _ = confined(*args, "--no-cache", cwd=shop)
        assert ran.code in (0, 1, 2), ran.err
        assert "internal error" not in ran.err
        if path == "okrs/odd.yaml" and kind != "folder" and args[0] == "validate":
            assert (ran.code, ran.out.split(": ")[1].split()[0]) == (1, "OKR001"), ran.out
    record_property("tried", 4)


def with_output() -> list[str]:
    found = []
    for name in commands.names():
        built: Any = cli.build(name)
        if any("--output" in option.opts for option in built.params):
            found.append(name)
    return found


ARGUMENTS = {
    "show": ["shop/goal"],
    "history": ["shop/goal"],
    "diff": ["HEAD"],
    "retro": ["2026-Q1"],
    "form": ["shop"],
    "import": ["--systems"],
}


@needs_posix
@pytest.mark.parametrize("name", with_output())
@pytest.mark.reliability("Boundaries", "every command told to write its report over what okrctl reads: refused")
def test_no_report_replaces_what_is_read(name: str, shop: Path, record_property: Record) -> None:
    repo = Repo(shop)
    (shop / "linked.md").symlink_to("okrs/shop.yaml")
    (shop / "okrs/shop.txt").hardlink_to(shop / "okrs/shop.yaml")
    (shop / "stray.md").symlink_to(shop.parent / "outside" / "report.md")
    (shop / "reports").symlink_to(shop.parent / "outside")
    (shop / "okrs" / "by-way-of").symlink_to("../reports")
    (shop / "null.md").symlink_to(os.devnull)
    (shop / "OKRS.YAML").write_text("nothing of ours\n")
    repo.commit()
    targets = ["okrs/shop.yaml", "okrctl.yaml", "okrs/../okrctl.yaml", "linked.md", "okrs/shop.txt", "OKRS.YAML"]
    before = snapshot(shop.parent)
    stray = ["stray.md", "reports/new.md", "reports/notes.md", "okrs/by-way-of/notes.md", "null.md"]
    for target in [*targets, "okrs", *stray]:
        ran = run_cli(name, *ARGUMENTS.get(name, []), "-o", target, "--as-of", DAY, "--no-cache", cwd=shop)
        assert (ran.code, ran.out) == (2, ""), (target, ran)
        assert snapshot(shop.parent) == before, target
    ran = run_cli(name, *ARGUMENTS.get(name, []), "-o", "report.txt", "--as-of", DAY, "--no-cache", cwd=shop)
    assert (ran.code, (shop / "report.txt").stat().st_size > 0) in ((0, True), (1, True)), ran.err
    record_property("tried", len(targets) + len(stray) + 2)


@needs_posix
@pytest.mark.reliability(
    "Boundaries", "no report replaces git's own files, owners or the sources of values, by any link"
)
@pytest.mark.parametrize(
    "target",
    [
        ".git/config",
        ".git/hooks/post-commit",
        ".GIT/config",
        "okrs/../.git/HEAD",
        "reports/hooks/pre-commit",
        "report.md",
        "CODEOWNERS",
        ".gitattributes",
        "data/orders.csv",
        "data/2026-01.csv",
        "linked.csv",
        "data/shop.db",
    ],
)
def test_no_report_replaces_what_others_read(target: str, shop: Path, record_property: Record) -> None:
    repo = Repo(shop)
    (shop / "reports").symlink_to(".git")
    (shop / "report.md").symlink_to(".git/config")
    (shop / ".gitattributes").write_text("*.yaml merge=okrctl\n")
    (shop / "CODEOWNERS").write_text("* @ana\n")
    (shop / "data").mkdir()
    for name in ("orders.csv", "2026-01.csv", "shop.db"):
        (shop / "data" / name).write_text("a,b\n1,2\n")
    (shop / "linked.csv").symlink_to("data/orders.csv")
    kpis = """\
kpis:
  - {id: a, title: A, at_most: 1, source: {file: ./data/orders.csv, value: sum(a)}}
  - {id: b, title: B, at_most: 1, source: {file: "data/2026-*.csv", value: sum(a)}}
  - {id: c, title: C, at_most: 1, source: {database: data/shop.db, query: select 1}}
"""
    (shop / "okrs/shop.yaml").write_text(PLAN.replace("check_ins:", f"{kpis}check_ins:"), encoding="utf-8")
    repo.commit()
    before = snapshot(shop.parent)
    ran = run_cli("status", "--format", "csv", "-o", target, "--as-of", DAY, "--no-cache", cwd=shop)
    assert (ran.code, ran.out) == (2, ""), ran
    assert snapshot(shop.parent) == before
    assert run_cli("status", "--format", "csv", "-o", "data/other.csv", "--as-of", DAY, cwd=shop).code == 0
    record_property("tried", 1)


@needs_posix
@pytest.mark.reliability("Boundaries", "paths that users type out of the repository on purpose: written to")
def test_reports_go_where_users_say(shop: Path, record_property: Record) -> None:
    Repo(shop).commit()
    outside = shop.parent / "outside"
    (shop.parent / "mine").symlink_to("outside")
    (shop / "out").mkdir()
    (shop / "latest").symlink_to("out")
    places = [f"{outside}/a.md", "../outside/b.md", "../mine/c.md", "latest/d.md", "out/../out/new/e.md", "/dev/null"]
    for place in places:
        ran = run_cli("status", "--format", "markdown", "-o", place, "--as-of", DAY, "--no-cache", cwd=shop)
        assert ran.code == 0, (place, ran)
    assert sorted(path.name for path in outside.iterdir()) == ["a.md", "b.md", "c.md", "notes.md", "secret.yaml"]
    assert sorted(path.name for path in (shop / "out").rglob("*.md")) == ["d.md", "e.md"]
    record_property("tried", len(places))


@needs_posix
@pytest.mark.parametrize(
    "target", ["../outside/notes.md", "okrs/shop.yaml", ".git/hooks/post-commit", "../outside/new"]
)
@pytest.mark.reliability(
    "Boundaries", "attributes of git that are a link: git setup says so, and changes nothing at all"
)
def test_git_setup_follows_no_link(target: str, shop: Path, record_property: Record) -> None:
    Repo(shop).commit()
    (shop / ".gitattributes").symlink_to(target)
    before = snapshot(shop.parent)
    for args in ([], ["--remove"], ["--check"]):
        ran = run_cli("git", "setup", *args, cwd=shop)
        assert (ran.code, ran.out) == (1, ""), ran
        assert "is a link" in ran.err
        assert snapshot(shop.parent) == before
    record_property("tried", 3)


@needs_posix
@pytest.mark.reliability("Boundaries", "settings of git that are a link out of the repository: not written to")
def test_git_setup_writes_no_settings_elsewhere(shop: Path, record_property: Record) -> None:
    Repo(shop).commit()
    config = shop / ".git" / "config"
    config.rename(shop.parent / "outside" / "gitconfig")
    config.symlink_to("../../outside/gitconfig")
    before = snapshot(shop.parent)
    for args in ([], ["--remove"]):
        ran = run_cli("git", "setup", *args, cwd=shop)
        assert ran.code == (1 if not args else 0), ran
        assert snapshot(shop.parent) == before
    record_property("tried", 2)


@needs_posix
@pytest.mark.reliability("Boundaries", "edits and new workspaces where folders are links: nothing is written elsewhere")
def test_no_edit_is_written_elsewhere(shop: Path, record_property: Record) -> None:
    Repo(shop).commit()
    outside = shop.parent / "outside"
    (outside / "okrs").mkdir()
    shutil.copy(shop / "okrs/shop.yaml", outside / "okrs/shop.yaml")
    shutil.copy(shop / "okrctl.yaml", outside / "okrctl.yaml")
    (shop / "plans").symlink_to(outside)
    before = snapshot(outside)
    asked = [
        ["checkin", "shop", "--set", "kr=2", "--by", "ana", "--date", DAY, "--root", "plans"],
        ["rename", "shop/goal", "other", "--root", "plans"],
        ["init", "plans", "--force"],
        ["init", "plans/new"],
        ["init", "plans/new", "--ci", "github"],
    ]
    for args in asked:
        ran = run_cli(*args, "--as-of", DAY, cwd=shop)
        assert ran.code in (1, 2), (args, ran)
        assert "leads out of the repository" in ran.err, (args, ran)
        assert snapshot(outside) == before, args
    record_property("tried", len(asked))


PLAIN = {"LANG": "", "LC_ALL": "", "PYTHONUTF8": "", "PYTHONIOENCODING": ""}
LOCALES = [
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "latin-1:strict"},
    {"LC_ALL": "de_DE.ISO-8859-1", "LANGUAGE": "de"},
    {"LC_ALL": "tr_TR.UTF-8"},
    {"PYTHONWARNINGS": "error", "PYTHONDEVMODE": "1"},
]


@needs_posix
@pytest.mark.parametrize("world", LOCALES, ids=str)
@pytest.mark.reliability("Boundaries", "locales and encodings of any kind: the same bytes as in UTF-8")
@pytest.mark.night
def test_no_locale_changes_an_answer(world: dict[str, str], shop: Path, record_property: Record) -> None:
    asked = [["status"], ["checkin", "shop", "--set", "kr=2", "--by", "ana", "--dry-run", "--date", DAY]]
    for args in asked:
        ran = run_program(*args, "--as-of", DAY, "--no-cache", cwd=shop, **{**PLAIN, **world})
        assert ran == run_cli(*args, "--as-of", DAY, "--no-cache", cwd=shop)
        assert "Größe" in ran.out
    record_property("tried", len(asked))


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Pacific/Kiritimati", "2026-02-13T10:00:00+00:00", "2026-02-14"),
        ("Pacific/Kiritimati", "2026-02-13T09:59:59+00:00", "2026-02-13"),
        ("Pacific/Pago_Pago", "2026-02-15T10:59:59+00:00", "2026-02-14"),
        ("Pacific/Pago_Pago", "2026-02-15T11:00:00+00:00", "2026-02-15"),
        ("America/Sao_Paulo", "2018-11-04T03:00:00+00:00", "2018-11-04"),
        ("UTC", "2026-12-31T23:59:59+00:00", "2026-12-31"),
        ("Nowhere/At_All", "2026-02-14T12:00:00+00:00", "2026-02-14"),
    ],
)
@pytest.mark.reliability("Boundaries", "midnight at both ends of the world: today is the day of the place")
def test_today_is_the_day_of_the_place(
    zone: str, moment: str, day: str, shop: Path, monkeypatch: pytest.MonkeyPatch, record_property: Record
) -> None:
    import time

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        with time_machine.travel(moment, tick=False):
            assert f"as of {day}" in run_cli("status", "--no-cache", cwd=shop).out
            ran = run_cli("checkin", "shop", "--set", "kr=2", "--by", "ana", "--dry-run", "--no-cache", cwd=shop)
            assert f"+  - date: {day}" in ran.out or day.startswith("2018") or day.endswith("31"), ran
    finally:
        monkeypatch.undo()
        time.tzset()
    record_property("tried", 2)


@pytest.mark.parametrize("day", ["9999-12-31", "2201-01-01", "1969-12-31"])
@pytest.mark.reliability("Boundaries", "a clock beyond the days of the format: said, unless the day is given")
def test_a_clock_that_is_wrong(day: str, shop: Path, record_property: Record) -> None:
    words = f"okrctl: the clock of this machine says {day}\n  set the clock, or pass the day with --as-of\n"
    observations = [*reads(), ["init", "new"], ["checkin", "shop", "--set", "kr=2", "--by", "ana", "--dry-run"]]
    told = 0
    with time_machine.travel(f"{day}T12:00:00+00:00", tick=False):
        for args in observations:
            ran = run_cli(*args, "--no-cache", cwd=shop)
            assert "internal error" not in ran.err, (args, ran.err)
            assert ran.code in (0, 1) or ran.err == words, (args, ran.err)
            told += ran.err == words
            ran = run_cli(*args, "--no-cache", "--as-of", "2026-02-14", cwd=shop)
            assert ran.code in (0, 1), (args, ran.err)
    assert told > len(observations) // 2
    record_property("tried", 2 * len(observations))


ODD = os.fsdecode(b"caf\xe9")


def stores_any_name(folder: Path) -> bool:
    try:
        (folder / ODD).touch()
        (folder / ODD).unlink()
    except OSError:
        return False
    return True


@pytest.mark.reliability("Boundaries", "names of files that are no UTF-8: shown with escapes, read, written, in git")
def test_names_that_are_no_text(shop: Path, record_property: Record) -> None:
    if not stores_any_name(shop):
        pytest.skip("this file system stores no such names")
    (shop / "okrs" / f"{ODD}.yaml").write_text(PLAN.replace("department: shop", "department: cafe"), encoding="utf-8")
    repo = Repo(shop)
    repo.commit()
    named = f"okrs/{ODD}.yaml"
    asked = [["validate"], ["validate", named], ["validate", "--base", "HEAD"], ["status"], ["status", named]]
    asked += [["validate", "--format", each] for each in ("json", "sarif", "junit", "github", "gitlab", "rdjson")]
    asked += [
        ["checkin", named, "--set", "kr=2", "--by", "ana", "--date", DAY],
        ["rename", "cafe/goal", "other", "--dry-run"],
    ]
    asked += [
        ["rename", "cafe/goal", "other", "--dry-run"],
        ["status", "--at", "HEAD"],
        ["journal", "--layout", "file-per-check-in"],
        ["status"],
    ]
    for args in asked:
        for cached in ([], ["--no-cache"]):
            ran = run_cli(*args, *cached, cwd=shop)
            assert ran.code in (0, 1), (args, ran.err)
            assert "internal error" not in ran.err, (args, ran.err)
    assert "caf\\uDCE9.yaml" in run_cli("validate", cwd=shop).out
    record_property("tried", 2 * len(asked))


HOMES: dict[str, dict[str, str | None]] = {
    "none": {"HOME": None},
    "empty": {"HOME": ""},
    "nowhere": {"HOME": "/proc/nowhere"},
    "a device": {"HOME": "/dev/null"},
    "not absolute": {"HOME": "home"},
    "caches not absolute": {"XDG_CACHE_HOME": "caches"},
    "caches in a file": {"XDG_CACHE_HOME": "/dev/null"},
}


@needs_posix
@pytest.mark.parametrize("name", HOMES)
@pytest.mark.reliability(
    "Boundaries", "no home, or one that cannot be: reports and check-ins work, nothing is left behind"
)
@pytest.mark.night
def test_without_a_home(name: str, shop: Path, record_property: Record) -> None:
    world = environment()
    for key in ("OKRCTL_CACHE_DIR", "XDG_CACHE_HOME"):
        world.pop(key, None)
    for key, value in HOMES[name].items():
        world.pop(key, None)
        if value is not None:
            world[key] = value
    before = set(snapshot(shop))
    at_root = set(os.listdir("/"))
    for args in (["status"], ["checkin", "shop", "--set", "kr=2", "--by", "ana", "--date", DAY]):
        ran = run_in(world, *args, cwd=shop)
        assert ran.code in (0, 1) and "internal" not in ran.err, ran.err
    assert "kr: 2" in (shop / "okrs/shop.yaml").read_text(encoding="utf-8")
    assert set(snapshot(shop)) == before
    assert set(os.listdir("/")) == at_root
    record_property("tried", 3)


def run_in(world: dict[str, str], *args: str, cwd: Path, **more: Any) -> Ran:
    command = [sys.executable, "-m", "okrctl", *args]
    done = subprocess.run(
        command, cwd=cwd, env=world, capture_output=True, check=False, stdin=subprocess.DEVNULL, **more
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@needs_posix
@pytest.mark.parametrize("name", ["status", "checkin", "init", "git", "templates"])
@pytest.mark.reliability("Boundaries", "a working directory that has been deleted: said, and never an internal error")
@pytest.mark.night
def test_a_working_directory_that_is_gone(name: str, shop: Path, record_property: Record) -> None:
    more = {"git": "setup", "init": "--organization=x"}.get(name, "")
    script = f'mkdir gone && cd gone && rmdir ../gone && "{sys.executable}" -m okrctl {name} {more}'
    for tail in ("", f' --root "{shop}"'):
        world = environment(PYTHONPATH=os.pathsep.join(path for path in sys.path if path))
        command = ["sh", "-c", script + tail]
        done = subprocess.run(command, cwd=shop, env=world, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1, 2), done.stderr
        assert "Traceback" not in done.stderr
    record_property("tried", 3)


@needs_posix
@pytest.mark.parametrize(("path", "code"), [("okrs/shop.yaml", 1), ("okrctl.yaml", 2), ("okrs", 1)])
@pytest.mark.reliability("Boundaries", "files, folders and settings that may not be read: told, no error of ours")
def test_without_permission_to_read(path: str, code: int, shop: Path, record_property: Record) -> None:
    args = ["validate", "--format", "concise", "--no-cache"]
    # everything is imported before the rights to do so are given up
    run_cli(*args, cwd=shop)
    with tempfile.TemporaryDirectory() as top:
        Path(top).chmod(0o755)
        root = Path(shutil.copytree(shop, Path(top) / "shop"))
        (root / path).chmod(0)
        ran, _ = confined(*args, cwd=root, user=NOBODY if os.getuid() == 0 else None)
        (root / path).chmod(0o755)
    assert ran.code == code, ran
    assert "internal error" not in ran.err
    assert ran.out.startswith(f"{path}:1:1: OKR001 error") == (code == 1)
    record_property("tried", 1)


@needs_posix
@pytest.mark.parametrize("mask", [0o000, 0o077, 0o777])
@pytest.mark.reliability("Boundaries", "any umask: a file keeps its mode, a new one gets what the umask leaves")
def test_the_umask_is_kept_to(mask: int, shop: Path, record_property: Record) -> None:
    (shop / "okrs/shop.yaml").chmod(0o640)
    before = os.umask(mask)
    try:
        ran = run_cli("checkin", "shop", "--set", "kr=2", "--by", "ana", "--date", DAY, cwd=shop)
        report = run_cli("status", "-o", "report.txt", "--no-cache", cwd=shop)
    finally:
        os.umask(before)
    assert (ran.code, report.code) == (0, 0), ran.err + report.err
    assert stat.S_IMODE((shop / "okrs/shop.yaml").stat().st_mode) == 0o640
    assert stat.S_IMODE((shop / "report.txt").stat().st_mode) == 0o666 & ~mask
    record_property("tried", 2)


@needs_posix
@pytest.mark.reliability("Boundaries", "the editor is no shell command, and its file is nobody else's")
def test_the_editor_is_run_and_nothing_else(shop: Path, tmp_path: Path, record_property: Record) -> None:
    program = tmp_path / "my editor"
    program.write_text(f'#!/bin/sh\nstat -c "%a %n" "$(dirname "$1")" > "{tmp_path}/seen"\n: > "$1"\n')
    program.chmod(0o755)
    args = ["checkin", "shop", "--edit", "--by", "ana", "--date", DAY]
    ran = run_program(*args, cwd=shop, EDITOR=f"'{program}'", VISUAL="")
    assert ran.code == 0, ran
    mode, folder = (tmp_path / "seen").read_text().split()
    assert (mode, Path(folder).exists()) == ("700", False)
    for editor in (f"true; touch {tmp_path}/sprung", f"$(touch {tmp_path}/sprung)", f"`touch {tmp_path}/sprung`", "'"):
        ran = run_program(*args, cwd=shop, EDITOR=editor, VISUAL="")
        assert ran.code in (0, 2) and not (tmp_path / "sprung").exists(), ran
        assert not re.search("Traceback|internal error", ran.err)
    record_property("tried", 5)


@needs_posix
@pytest.mark.reliability(
    "Boundaries", "an editor that leaves a pipe, a link, a folder, too much or no text: said, not taken"
)
@pytest.mark.parametrize(
    ("does", "said"),
    [
        ('rm "$1"; mkfifo "$1"', "not a regular file"),
        ('rm "$1"; mkdir "$1"', "folder"),
        ('rm "$1"; ln -s /etc/hostname "$1"', "a link that leads out"),
        ('rm "$1"', "No such file"),
        ('head -c 30000000 /dev/zero | tr "\\0" x >> "$1"', "larger than 1,048,576 bytes"),
        ('head -c 30000000 /dev/zero >> "$1"', "larger than 1,048,576 bytes"),
        ('printf "\\377" >> "$1"', "0xFF here is not valid UTF-8"),
    ],
)
def test_what_an_editor_may_leave(does: str, said: str, shop: Path, tmp_path: Path, record_property: Record) -> None:
    program = tmp_path / "editor"
    program.write_text(f"#!/bin/sh\n{does}\n")
    program.chmod(0o755)
    before = (shop / "okrs/shop.yaml").read_bytes()
    args = ["checkin", "shop", "--edit", "--by", "ana", "--date", DAY]
    ran = run_program(*args, cwd=shop, EDITOR=str(program), VISUAL=" ")
    assert ran.code == 2, ran
    assert said in ran.err
    assert (shop / "okrs/shop.yaml").read_bytes() == before
    record_property("tried", 1)
