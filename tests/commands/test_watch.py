"""``status --watch`` on a real terminal, and the line that says what takes long."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest

from okrctl.shell import progress
from tests.kit.harness import environment, run_cli
from tests.kit.shop import Shop, objective, result

pexpect = pytest.importorskip("pexpect")
DAY = "2026-02-14"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal")
def test_it_draws_again_when_a_file_changes_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    shop = Shop(tmp_path).write(objectives=[objective(result("orders", baseline=0, target=10))])
    arguments = ["-m", "okrctl", "--root", str(shop.root), "--as-of", DAY, "status", "--all", "--watch"]
    window = pexpect.spawn(
        sys.executable, arguments, env=environment(), dimensions=(30, 80), encoding="utf-8", timeout=60
    )
    window.expect("no data")
    window.expect("Ctrl-C ends")
    file = next((shop.root / "okrs").glob("*.yaml"))
    text = file.read_text()
    file.write_text(text.replace("orders", "parcels"))
    window.expect("parcels")
    # a file that is half written is said, and mended is shown again
    (shop.root / "okrctl.yaml").rename(shop.root / "away")
    window.expect("okrctl init|no okrctl.yaml")
    (shop.root / "away").rename(shop.root / "okrctl.yaml")
    window.expect("parcels")
    window.sendintr()
    window.expect(pexpect.EOF)
    window.close()
    assert window.exitstatus == 0
    # as it was found: the cursor shown, the screen of before
    assert window.before.rstrip().endswith("\x1b[?25h\x1b[?1049l")


@pytest.mark.parametrize("options", [[], ["--format", "json"], ["-o", "status.txt"]])
def test_without_a_terminal_there_is_nothing_to_watch(tmp_path: Path, options: list[str]) -> None:
    shop = Shop(tmp_path).write(objectives=[objective(result("orders", baseline=0, target=10))])
    ran = run_cli("--root", str(shop.root), "status", "--watch", *options)
    assert (ran.code, ran.out) == (2, "")
    assert "--watch draws on a terminal" in ran.err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *, wanted: bool = True) -> str:
    """What a work of three steps draws that takes as long as its line needs to appear."""
    monkeypatch.setattr(progress, "AFTER", 0.0)
    monkeypatch.setattr(progress, "EVERY", 0.01)
    progress.allow(wanted)
    with progress.working("Reading files", 3, stream):
        for _ in progress.counted(range(3)):
            until = time.monotonic() + 0.2
            seen = len(stream.getvalue())
            while len(stream.getvalue()) == seen and time.monotonic() < until:
                time.sleep(0.01)
    progress.allow(False)
    return stream.getvalue()


def test_long_work_counts_its_steps_and_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    text = drawn(monkeypatch, Terminal())
    assert "Reading files 1 of 3 …" in text and "Reading files 2 of 3 …" in text
    assert text.endswith("\r\x1b[2K")


def test_only_a_terminal_is_told_and_not_with_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, io.StringIO()) == ""
    assert drawn(monkeypatch, Terminal(), wanted=False) == ""


def test_short_work_says_nothing() -> None:
    stream = Terminal()
    progress.allow(True)
    with progress.working("Reading files", 3, stream):
        assert list(progress.counted("abc")) == ["a", "b", "c"]
    progress.allow(False)
    assert stream.getvalue() == ""
