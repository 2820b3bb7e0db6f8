"""Systems that are not here, by their differences: no flock, CRLF, cp1252, names without regard to case."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from okrctl.shell import locks
from tests.kit.harness import run_any, run_cli

JOURNEY = r"""
import os, sys, warnings
# what Windows does not have
sys.modules["fcntl"] = None
for name in ("O_NOFOLLOW", "O_DIRECTORY", "O_CLOEXEC", "O_NONBLOCK", "fchown", "fchmod", "getuid", "geteuid", "getgid",
             "mkfifo", "setsid", "killpg", "link"):
    if hasattr(os, name):
        delattr(os, name)
from okrctl.__main__ import main
for line in os.environ["JOURNEY"].splitlines():
    code = main(line.split("|"))
    print(f"[{code}] {line}", flush=True)
"""
COMMANDS = """\
init|shop|--template|blank|--start|2026-01-01|--organization|Zaun & Zeile
--root|shop|new|objective|company|--id|walls|--title|Walls in every city|--ambition|committed
--root|shop|new|key-result|company/walls|--id|cities|--title|Ten cities|--count|10
--root|shop|checkin|company|--set|cities=2|--date|2026-01-20|--by|ana@example.com|--note|Zurich, then Basel
--root|shop|amend|company/cities|--to|12|--why|Two more|--date|2026-01-21
--root|shop|validate|--as-of|2026-01-22
--root|shop|status|--as-of|2026-01-22
--root|shop|score|company/cities|--explain|--as-of|2026-01-22
--root|shop|report|--as-of|2026-01-22|-o|report.html
--root|shop|export|--format|json|-o|out.json
"""


def journey(folder: Path, *options: str, commands: str = COMMANDS, **env: str) -> list[str]:
    ran = run_any([sys.executable, *options, "-c", JOURNEY], cwd=folder, JOURNEY=commands, **env)
    assert ran.code == 0, ran.err
    assert "Traceback" not in ran.err
    return [line for line in ran.out.splitlines() if line.startswith("[")]


def test_without_what_windows_lacks(tmp_path: Path) -> None:
    codes = journey(tmp_path)
    assert [line[:3] for line in codes] == ["[0]"] * 10, codes
    assert "cities: 2" in (tmp_path / "shop/okrs/company.yaml").read_text(encoding="utf-8")


def test_no_file_is_opened_with_the_encoding_of_the_system(tmp_path: Path) -> None:
    """It is cp1252 on most Windows; what Python would warn of is an error here."""
    codes = journey(tmp_path, "-X", "warn_default_encoding", "-W", "error::EncodingWarning")
    assert [line[:3] for line in codes] == ["[0]"] * 10, codes


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "cp932"])
def test_a_console_that_cannot_show_every_character(tmp_path: Path, encoding: str) -> None:
    assert run_cli("init", str(tmp_path / "shop"), "--template", "blank", "--start", "2026-01-01").code == 0
    file = tmp_path / "shop/okrs/company.yaml"
    text = file.read_text(encoding="utf-8").replace("name: Company", "name: Łódź 東京 ✓")
    file.write_text(text, encoding="utf-8", newline="\r\n")
    env = {"PYTHONIOENCODING": f"{encoding}:strict", "PYTHONUTF8": "0", "LC_ALL": "C"}
    for command in (["validate"], ["status"], ["tree"], ["show", "company"], ["status", "--format", "json"]):
        done = run_any([sys.executable, "-m", "okrctl", *command, "--as-of", "2026-01-22"], file.parent, **env)
        assert done.code in (0, 2) and "Traceback" not in done.err, (command, done)


def test_line_ends_of_windows_stay(tmp_path: Path) -> None:
    journey(tmp_path, commands="\n".join(COMMANDS.splitlines()[:3]))
    file = tmp_path / "shop/okrs/company.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    assert journey(tmp_path, commands=COMMANDS.splitlines()[3])[0].startswith("[0]")
    after = file.read_bytes()
    assert after.startswith(before) and after != before
    assert after.count(b"\n") == after.count(b"\r\n")


def test_two_spellings_of_a_name_meet_at_one_lock_where_case_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with locks.locked(tmp_path / "Marketing.yaml", 0.05), locks.locked(tmp_path / "marketing.yaml", 0.05):
        pass
    monkeypatch.setattr(os.path, "normcase", lambda path: os.fspath(path).lower())
    with (
        locks.locked(tmp_path / "Marketing.yaml", 0.05),
        pytest.raises(locks.LockError, match="another okrctl"),
        locks.locked(tmp_path / "marketing.yaml", 0.05),
    ):
        pass


def test_without_flock_and_filelock_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "fcntl", None)
    monkeypatch.setitem(sys.modules, "filelock", None)
    with pytest.raises(locks.LockError, match="filelock"), locks.locked(tmp_path / "a.yaml", 0.05):
        pass


def test_names_composed_otherwise_are_found(tmp_path: Path) -> None:
    """macOS may hand out names decomposed; the file that is there is the file that is read."""
    assert run_cli("init", str(tmp_path / "shop"), "--template", "blank", "--start", "2026-01-01").code == 0
    okrs = tmp_path / "shop" / "okrs"
    name = unicodedata.normalize("NFD", "büro.yaml")
    (okrs / "company.yaml").rename(okrs / name)
    ran = run_cli("validate", name, cwd=okrs)
    assert ran.code == 0, ran.err
