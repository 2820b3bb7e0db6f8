"""Edits that follow or grade something everywhere: what cannot be read is no reason to leave it behind in silence."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from okrctl.flows.checkin import write as checkin_write
from okrctl.flows.plan import editing
from okrctl.shell import batch, locks
from okrctl.shell import write as shell_write
from okrctl.shell.locks import LockError
from tests.kit.harness import run_cli
from tests.kit.saving import DAY, MARKETING, SALES, leftovers, workspace

EDITS = {
    "rename a key result": ("rename", "marketing/traffic", "visits"),
    "rename a department": ("rename", "marketing", "growth"),
    "rollover": ("--as-of", "2026-07-10", "rollover", "--from", "2026-H1", "--to", "2026-H2", "--no-input"),
    "close": ("close", "marketing/seo", "--no-input"),
    "journal": ("journal", "--layout", "file-per-check-in"),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return workspace(tmp_path / "ws")


def refusing(name: str, where: str, error: int) -> Callable[[Path, pytest.MonkeyPatch], None]:
    """The system refuses one call for one path."""

    def prepare(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = getattr(os, name)

        def call(path: Any, *args: Any, **options: Any) -> Any:
            if not isinstance(path, int) and os.fspath(path).endswith(where):
                raise OSError(error, os.strerror(error), path)
            return real(path, *args, **options)

        monkeypatch.setattr(os, name, call)

    return prepare


def content(folder: Path) -> dict[Path, bytes]:
    found: dict[Path, bytes] = {}
    for path in (folder / name for name in os.listdir(folder)):
        found |= content(path) if path.is_dir() else {path: path.read_bytes()}
    return found


def folder(root: Path, _: pytest.MonkeyPatch) -> None:
    file = root / "okrs" / "sales.yaml"
    if file.is_file():
        file.unlink()
        file.mkdir()


def saying(before: str, after: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    def prepare(root: Path, _: pytest.MonkeyPatch) -> None:
        assert SALES.count(before) == 1
        (root / "okrs" / "sales.yaml").write_bytes(SALES.replace(before, after).encode("latin-1"))

    return prepare


UNREAD = {
    "a slip in its YAML": (saying("title: Deals won", 'title: "Deals won'), "okrs/sales.yaml"),
    "an entry with an error": (saying("target: 9", "target: many"), "okrs/sales.yaml"),
    "another encoding": (saying("Deals won", "Verk\u00e4ufe"), "okrs/sales.yaml"),
    "a folder of that name": (folder, "okrs/sales.yaml"),
    "no permission": (refusing("open", "sales.yaml", errno.EACCES), "okrs/sales.yaml"),
    "too many open files": (refusing("open", "sales.yaml", errno.EMFILE), "okrs/sales.yaml"),
    "a folder without permission": (refusing("scandir", "okrs/europe", errno.EACCES), "okrs/europe"),
    "a folder while too many are open": (refusing("scandir", "okrs/europe", errno.EMFILE), "okrs/europe"),
}


@pytest.mark.reliability("Edits", "rename, rollover, close, journal: refused where a file or folder cannot be read")
@pytest.mark.parametrize("unread", UNREAD)
@pytest.mark.parametrize("edit", EDITS)
def test_what_cannot_be_read_is_not_passed_over(
    root: Path, edit: str, unread: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "okrs" / "europe").mkdir()
    (root / "okrs" / "europe" / "sales.yaml").write_text(SALES.replace("sales", "europe"))
    prepare, path = UNREAD[unread]
    with monkeypatch.context() as patched:
        prepare(root, patched)
    before = content(root)
    prepare(root, monkeypatch)
    ran = run_cli("--as-of", DAY, *EDITS[edit], cwd=root)
    monkeypatch.undo()
    assert ran.code == 1, ran
    assert path in ran.err
    assert "so the edit could miss something; nothing written" in ran.err
    assert "okrctl validate shows why" in ran.err
    assert content(root) == before


@pytest.mark.reliability("Edits", "a folder that cannot be looked into is a finding, not an empty folder")
def test_a_folder_that_cannot_be_listed_is_a_finding(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "okrs" / "europe").mkdir()
    refusing("scandir", "okrs/europe", errno.EMFILE)(root, monkeypatch)
    ran = run_cli("--as-of", DAY, "validate", "--format", "concise", cwd=root)
    assert ran.code == 1
    assert "okrs/europe:1:1: OKR001 error the folder cannot be read" in ran.out


def test_a_journal_of_one_department_minds_its_own_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    UNREAD["an entry with an error"][0](root, monkeypatch)
    ran = run_cli("journal", "marketing", "--layout", "file-per-check-in", cwd=root)
    assert ran.code == 0, ran
    assert run_cli("journal", "sales", "--layout", "file-per-check-in", cwd=root).code == 1


def meanwhile(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, act: Callable[[], None]) -> None:
    """Something happens just before a step of a run that has read the workspace already."""
    real = getattr(module, name)

    def step(*args: Any, **options: Any) -> Any:
        monkeypatch.setattr(module, name, real)
        act()
        return real(*args, **options)

    monkeypatch.setattr(module, name, step)


CHECK_IN = ("--as-of", DAY, "checkin", "marketing", "--set", "traffic=130", "--by", "ana@example.com")
CHANGED = "was changed in the meantime; nothing written"


@pytest.mark.reliability("Edits", "a check-in and a rename at the same time: one of them notices, in both layouts")
@pytest.mark.parametrize("edit", ["rename a key result", "rename a department"])
@pytest.mark.parametrize("layout", ["in-file", "file-per-check-in"])
def test_a_check_in_notices_a_rename(tmp_path: Path, layout: str, edit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = workspace(tmp_path / "racing", check_in=f"{{layout: {layout}}}")
    meanwhile(monkeypatch, checkin_write, "destination", lambda: _ok(*EDITS[edit], root=root))
    ran = run_cli(*CHECK_IN, cwd=root)
    assert ran.code == 1, ran
    assert CHANGED in ran.err
    assert "traffic: 130" in ran.out, "what was to be written is lost"
    assert not (root / "okrs" / "journal").exists()
    assert run_cli("validate", "--format", "concise", cwd=root).out.count("error") == 0


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_notices_a_new_file(tmp_path: Path, edit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = workspace(tmp_path / "racing", check_in="{layout: file-per-check-in}")
    meanwhile(monkeypatch, editing, "Batch", lambda: _ok(*CHECK_IN, root=root))
    ran = run_cli("--as-of", DAY, *EDITS[edit], cwd=root)
    assert ran.code == 1, ran
    assert CHANGED in ran.err
    assert "okrs/journal/marketing/" in ran.err
    assert (root / "okrs" / "marketing.yaml").read_text() == MARKETING
    assert not leftovers(root)


def test_an_edit_notices_a_change_of_a_file_that_it_does_not_touch(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sales = root / "okrs" / "sales.yaml"
    meanwhile(monkeypatch, editing, "propose", lambda: sales.write_text(SALES + "kpis: []\n") and None)
    ran = run_cli("--as-of", DAY, "amend", "marketing/traffic", "--to", "190", "--why", "Less", cwd=root)
    assert ran.code == 1, ran
    assert f"okrs/sales.yaml {CHANGED}" in ran.err
    assert (root / "okrs" / "marketing.yaml").read_text() == MARKETING


@pytest.mark.skipif(os.name != "posix", reason="locks of one process stand in each other's way on POSIX")
@pytest.mark.parametrize("module", [shell_write, batch])
def test_the_workspace_is_locked_while_it_is_written_to(
    tmp_path: Path, module: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = workspace(tmp_path / "racing", check_in="{layout: file-per-check-in}")

    def look() -> None:
        with pytest.raises(LockError, match="another okrctl"), locks.locked(root.resolve(), 0):
            pass

    meanwhile(monkeypatch, module, "publish", look)
    command = CHECK_IN if module is shell_write else EDITS["journal"]
    assert run_cli(*command, cwd=root).code == 0


def _ok(*command: str, root: Path) -> None:
    ran = run_cli(*command, cwd=root)
    assert ran.code == 0, ran


WRONG = {
    "a target at the baseline": (("amend", "marketing/traffic", "--to", "100", "--why", "x"), "OKR301"),
    "no weight at all": (("amend", "marketing/traffic", "--to", "weight=0", "--why", "x"), "OKR307"),
}


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
@pytest.mark.parametrize("wrong", WRONG)
def test_an_edit_that_would_make_the_files_wrong(root: Path, wrong: str, dry: tuple[str, ...]) -> None:
    command, code = WRONG[wrong]
    before = content(root)
    ran = run_cli("--as-of", DAY, *command, *dry, cwd=root)
    assert ran.code == 2, ran
    assert f"{code} error" in ran.err
    assert "That would make the plan invalid; nothing written" in ran.err
    assert content(root) == before
