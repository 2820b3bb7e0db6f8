"""``okrctl checkin`` with a file for each check-in: no file that was there changes, and reports say the same."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from tests.kit.checkins import CONFIG, MARKETING, TECHNOLOGY
from tests.kit.harness import Ran, environment, run_cli

NOW = datetime(2026, 2, 14, 9, 30, 11, tzinfo=UTC)
SCHEMA = "# yaml-language-server: $schema=../.okrctl/schema.json\n"
OWN = CONFIG + "check_in: {layout: file-per-check-in}\n"
NAME = re.compile(r"2026-02-14T0930\d\dZ-[0-9a-f]{6}\.yaml")


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "ws"
    (root / "okrs").mkdir(parents=True)
    (root / "okrctl.yaml").write_text(OWN)
    (root / "okrs" / "marketing.yaml").write_text(SCHEMA + MARKETING)
    (root / "okrs" / "technology.yaml").write_text(TECHNOLOGY)
    return root


def checkin(ws: Path, *args: str, at: datetime = NOW) -> Ran:
    with time_machine.travel(at, tick=False):
        return run_cli("checkin", "--by", "ana", *args, cwd=ws)


def own_files(ws: Path, department: str = "marketing") -> list[Path]:
    return sorted((ws / "okrs" / "journal" / department).glob("*"))


def latest(ws: Path, ref: str = "marketing/traffic", day: str = "2026-02-14") -> str:
    ran = run_cli("--as-of", day, "status", "--format", "json", cwd=ws)
    found = json.loads(ran.out)
    results = [kr for d in found["departments"] for o in d["objectives"] for kr in o["key_results"]]
    return str(next(kr["current"] for kr in results if kr["ref"] == ref))


def test_writes_a_file_of_its_own_and_touches_no_other(ws: Path) -> None:
    ran = checkin(ws, "marketing", "--set", "traffic=123000", "--note", "Fine")
    assert ran.code == 0, ran.err
    (file,) = own_files(ws)
    assert NAME.fullmatch(file.name)
    assert file.read_text() == (
        "# yaml-language-server: $schema=../../../.okrctl/schema.json\nokrctl: 1\ndepartment: marketing\ncheck_ins:\n"
        "  - date: 2026-02-14\n    by: ana\n    note: Fine\n    results:\n      traffic: 123000\n"
    )
    assert (ws / "okrs" / "marketing.yaml").read_text() == SCHEMA + MARKETING
    assert "+      traffic: 123000\n" in ran.out
    assert f"checked in marketing for 2026-02-14: okrs/journal/marketing/{file.name}" in ran.err
    assert latest(ws) == "123000"
    assert run_cli("validate", cwd=ws).code == 0


def test_without_a_schema_comment_the_new_file_has_none(ws: Path) -> None:
    assert checkin(ws, "technology", "--set", "page-speed=2.5").code == 0
    assert own_files(ws, "technology")[0].read_text().startswith("okrctl: 1\ndepartment: technology\n")


def test_the_later_of_two_on_a_day_wins_even_within_a_second_or_with_a_slow_clock(ws: Path) -> None:
    for number, moment in enumerate((NOW, NOW, NOW.replace(hour=8))):
        assert checkin(ws, "marketing", "--set", f"traffic={number + 1}", at=moment).code == 0
        assert latest(ws) == str(number + 1)
    assert [file.name[:18] for file in own_files(ws)] == [
        "2026-02-14T093011Z",
        "2026-02-14T093012Z",
        "2026-02-14T093013Z",
    ]


def test_many_at_once_all_get_their_file(ws: Path) -> None:
    command = ["okrctl", "-q", "--as-of", "2026-02-14", "checkin", "marketing", "--by", "ana", "--set"]
    env = environment(XDG_CACHE_HOME=str(ws.parent / "cache"))
    running = [
        subprocess.Popen([*command, f"traffic={n}"], cwd=ws, env=env, stdout=subprocess.DEVNULL) for n in range(6)
    ]
    assert [process.wait() for process in running] == [0] * 6
    said = sorted(file.read_text().split("traffic: ")[1].strip() for file in own_files(ws))
    assert said == [str(n) for n in range(6)]


def test_an_entry_joins_the_file_of_its_day_where_it_would_otherwise_come_first(ws: Path) -> None:
    """`okrs/journal/…` sorts before `okrs/marketing.yaml`: a file of its own would lose against the older entry."""
    assert checkin(ws, "marketing", "--date", "2026-01-12", "--set", "traffic=122000").code == 0
    assert not own_files(ws)
    added = "  - date: 2026-01-12\n    by: ana\n    results:\n      traffic: 122000\n"
    assert (ws / "okrs" / "marketing.yaml").read_text() == SCHEMA + MARKETING + added
    assert latest(ws, day="2026-01-12") == "122000"


def test_back_in_the_file_the_single_files_do_not_count_as_the_journal(ws: Path) -> None:
    assert checkin(ws, "marketing", "--set", "traffic=1").code == 0
    (ws / "okrctl.yaml").write_text(CONFIG)
    assert checkin(ws, "marketing", "--set", "traffic=2", at=NOW.replace(day=15)).code == 0
    assert len(own_files(ws)) == 1
    assert "traffic: 2\n" in (ws / "okrs" / "marketing.yaml").read_text()


def test_dry_run_and_print_write_nothing(ws: Path) -> None:
    shown = checkin(ws, "marketing", "--set", "traffic=1", "-n")
    assert shown.code == 0
    assert shown.out.startswith("--- okrs/journal/marketing/2026-02-14T093011Z-")
    assert "+department: marketing\n" in shown.out
    assert checkin(ws, "marketing", "--set", "traffic=1", "--print").out.startswith("  - date: 2026-02-14\n")
    assert not (ws / "okrs" / "journal").exists()


@pytest.mark.parametrize(
    ("patterns", "where"),
    [
        ("['okrs/**/*.yml', 'okrs/*.yaml']", r"okrs/journal/marketing/2026-02-14T093011Z-[0-9a-f]{6}\.yml"),
        ("['okrs/*.yaml']", r"okrs/2026-02-14T093011Z-[0-9a-f]{6}-marketing\.yaml"),
        ("['**/*.yaml']", r"okrs/journal/marketing/2026-02-14T093011Z-[0-9a-f]{6}\.yaml"),
    ],
)
def test_the_place_is_one_that_files_finds(ws: Path, patterns: str, where: str) -> None:
    (ws / "okrctl.yaml").write_text(OWN + f"files: {patterns}\n")
    ran = checkin(ws, "marketing", "--set", "traffic=7")
    assert ran.code == 0, ran.err
    (new,) = [p for p in ws.rglob("*") if p.is_file() and p.name.startswith("2026-")]
    assert re.fullmatch(where, new.relative_to(ws).as_posix())
    assert latest(ws) == "7"


def test_no_place_that_files_finds(ws: Path) -> None:
    (ws / "okrctl.yaml").write_text(OWN + "files: [okrs/marketing.yaml]\n")
    ran = checkin(ws, "marketing", "--set", "traffic=7")
    assert ran.code == 1
    assert "would not match the check-in's own file" in ran.err
    assert "okrs/journal/**/*.yaml" in ran.err
    assert "traffic: 7" in ran.out
    assert not (ws / "okrs" / "journal").exists()


def test_never_through_a_linked_folder(ws: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (ws / "okrs" / "journal").symlink_to(tmp_path / "elsewhere")
    assert checkin(ws, "marketing", "--set", "traffic=7").code == 0
    assert not list((tmp_path / "elsewhere").iterdir())
    assert latest(ws) == "7"


def test_commit_takes_the_new_file(ws: Path) -> None:
    for args in (["init", "-qb", "main"], ["add", "-A"], ["commit", "-qm", "start"]):
        subprocess.run(["git", *args], cwd=ws, env=environment(), check=True)
    assert checkin(ws, "marketing", "--set", "traffic=2", "--commit").code == 0
    shown = subprocess.run(
        ["git", "show", "--format=%s", "--name-status"],
        cwd=ws,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert shown[0] == "Check in marketing for 2026-02-14"
    assert re.fullmatch(r"A\tokrs/journal/marketing/2026-02-14T093011Z-[0-9a-f]{6}\.yaml", shown[-1])
