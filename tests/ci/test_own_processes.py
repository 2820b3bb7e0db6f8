"""okrctl started in a stranger's checkout: what lies there is data, and never a module."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT, run_any, run_cli
from tests.kit.planted import plant, pythonpath

ASK = """
import subprocess, sys
from okrctl.shell.sources import run
subprocess.run = lambda command, **_: sys.exit(print(command))
run._ask({}, ".", 1)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    assert run_cli("init", str(tmp_path / "checkout"), "--start", "2026-01-01").code == 0
    return tmp_path / "checkout"


def test_run_as_a_module_it_imports_nothing_from_the_current_folder(checkout: Path) -> None:
    # a stranger's okrctl.py itself is found before ours has anything to say: -I or the installed program is for that
    ran = plant(checkout, but=("okrctl",))
    for command in (["validate"], ["status"], ["checkin", "--help"], ["git", "setup", "--check"]):
        done = run_any([sys.executable, "-m", "okrctl", *command, "--no-cache"], cwd=checkout, PYTHONPATH=str(PROJECT))
        assert done.code in (0, 1, 2), done.err
        assert "Traceback" not in done.err
    assert not ran.exists(), ran.read_text()


@pytest.mark.parametrize("isolated", [True, False])
def test_a_second_process_is_as_isolated_as_the_first(isolated: bool, checkout: Path) -> None:
    command = [sys.executable, *(["-I"] if isolated else ["-P"]), "-c", ASK]
    done = run_any(command, cwd=checkout, **({"PYTHONPATH": pythonpath(checkout)} if isolated else {}))
    assert done.out.strip() == str([sys.executable, "-I" if isolated else "-P", "-m", "okrctl.shell.sources.worker"]), (
        done
    )
