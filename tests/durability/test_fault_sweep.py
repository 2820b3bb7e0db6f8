"""Every system call of a save fails in turn, or the process dies in it: the files are the old ones or the new ones.

``OKRCTL_SWEEP=all`` tries every call with every fault (nightly). Otherwise it is the first of each name: for a check-in
those that change something with every fault, the others with one; for the rest those that change something, with one.
Death in the last call is always among them.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest

from tests.kit.saving import CHECK_IN, ENTRY, MARKETING, Call, Ended, Stage, leftovers, texts

FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")
EVERY = os.environ.get("OKRCTL_SWEEP") == "all"
CHANGING = {"write", "fsync", "rename", "link", "unlink", "rmdir", "mkdir"}
PLACING = {"rename", "link", "unlink"}
RENAME = ("rename", "marketing/seo", "search")
_RANDOM = re.compile(r"[-0-9T]+Z-[0-9a-f]{6}\.yaml$")

UNTOUCHED = ("written", "cannot", "stays as it is", "is as it was", "was not changed")

RuleContext = tuple[Call, str]
Check = Callable[[RuleContext, Ended], None]


@pytest.fixture(autouse=True)
def _locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def cases(stage: Stage, must: set[str], *, brief: bool) -> list[RuleContext]:
    """Which calls fail, and how; the trace must have seen these ones."""
    calls = stage.calls()
    assert must <= {call.name for call in calls}, "the trace has not seen the save"
    if EVERY:
        return [(call, fault) for call in calls for fault in FAULTS]
    turns = cycle(FAULTS)
    first = {call.name: call for call in reversed(calls) if call.name in CHANGING or not brief}
    whole = set() if brief else CHANGING
    found = [(call, fault) for name, call in first.items() for fault in (FAULTS if name in whole else (next(turns),))]
    return [*found, (calls[-1], "signal=KILL")]


def plain(files: dict[str, str]) -> dict[str, str]:
    """Files by name, without what is different each time."""
    return {_RANDOM.sub("x.yaml", path): text for path, text in files.items()}


def sweep(stage: Stage, must: set[str], check: Check, *, brief: bool = False) -> int:
    """Run all cases: every file is an old or a new one, no traceback, and an error leaves all as it was."""
    found = cases(stage, must, brief=brief)
    new = plain(texts(stage.root))
    old = plain(texts(stage.reset()))
    assert old != new
    outcomes = set()
    for case in found:
        stage.reset()
        ended = stage.with_fault(*case)
        now = plain(texts(stage.root))
        for path in {*old, *new, *now}:
            assert now.get(path) in (old.get(path), new.get(path)), (case, path)
        said = ended.out + ended.err
        assert "Traceback" not in said, case
        assert "internal error" not in said, case
        if ended.code == 0:
            assert now == new, case
        elif ended.code != -9:
            assert now in (old, new), (case, said)
            assert "okrctl: " in ended.err, case
            assert now == new or any(words in said for words in UNTOUCHED), (case, said)
        outcomes.add((ended.code, now == old))
        check(case, ended)
    # left alone after an error, done after a death; left alone after a death, too, where enough is tried
    assert {(1, True), (-9, False), *(() if brief and not EVERY else ((-9, True),))} <= outcomes
    return len(found)


@pytest.mark.reliability(
    "Writing", "a check-in, each system call of the save failing or the last one: old or new, and the words are true"
)
@pytest.mark.night
def test_a_check_in_is_there_or_not_and_the_words_are_true(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    stage = Stage(tmp_path, CHECK_IN)
    file = stage.root / "okrs" / "marketing.yaml"

    def check(case: RuleContext, ended: Ended) -> None:
        now = file.read_text()
        if now == MARKETING:
            assert "checked in" not in ended.out + ended.err, case
            assert ended.code != 0, case
        again = stage.run_here()
        assert again.code == 0, (case, again.err)
        assert file.read_text() == now + ENTRY, case
        assert not leftovers(stage.root), case

    must = {"openat", "flock", "write", "chmod", "fsync", "rename", "close"}
    record_property("tried", sweep(stage, must, check))


@pytest.mark.reliability("Writing", "the same with a file of its own: there or not, leftovers go")
@pytest.mark.night
def test_a_check_in_of_its_own_file(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    stage = Stage(tmp_path, CHECK_IN, check_in="{layout: file-per-check-in}")

    def check(case: RuleContext, ended: Ended) -> None:
        before = texts(stage.root)
        hour_ago = time.time() - 4000
        for name in stage.root.rglob("*okrctl-tmp*"):
            os.utime(name, (hour_ago, hour_ago))
        again = stage.run_here()
        assert again.code == 0, (case, again.err)
        assert len(texts(stage.root)) == len(before) + 1, case
        assert not leftovers(stage.root), case

    record_property("tried", sweep(stage, {"openat", "write", "fsync", "link", "unlink", "close"}, check, brief=True))


@pytest.mark.reliability(
    "Writing", "the same with a renaming in several files: all or nothing, each file whole even after a death"
)
def test_several_files_at_once(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """An error takes all of it back; a death may leave files of both kinds, but each of them whole."""
    stage = Stage(tmp_path, RENAME)

    def check(case: RuleContext, ended: Ended) -> None:
        stage.reset_keeping_leftovers()
        again = stage.run_here()
        assert again.code == 0, (case, again.err)
        assert not leftovers(stage.root), case

    must = {"openat", "flock", "write", "chmod", "fsync", "rename", "close"}
    record_property("tried", sweep(stage, must, check, brief=True))


SEVERAL = {
    "one file": CHECK_IN,
    "several files": RENAME,
    "new files": ("init", "{root}/fresh", "--start", "2026-01-01"),
    "files that go": ("journal", "marketing", "--layout", "file-per-check-in"),
}


@pytest.mark.reliability(
    "Interrupts", "Ctrl-C in the middle of each system call of a save: all or nothing, and it says which"
)
@pytest.mark.parametrize(
    "what", ["one file", *(pytest.param(what, marks=pytest.mark.night) for what in SEVERAL if what != "one file")]
)
def test_ctrl_c_at_any_call(tmp_path: Path, what: str, record_property: Callable[[str, object], None]) -> None:
    """All is as it was, or all is done and that is said: never something in between, and no temporary file stays."""
    stage = Stage(tmp_path, SEVERAL[what])
    calls = stage.calls()
    new = plain(texts(stage.root))
    old = plain(texts(stage.reset()))
    first = {call.name: call for call in reversed(calls) if call.name in PLACING | {"write"}}
    last = {call.name: call for call in calls if call.name in PLACING}
    chosen = calls if EVERY else [*first.values(), *(call for name, call in last.items() if call != first[name])]
    for call in chosen:
        stage.reset()
        ended = stage.with_fault(call, "signal=INT")
        now = plain(texts(stage.root))
        assert now in (old, new), (call, ended)
        assert ended.code == 130, (call, ended)
        assert ended.err.endswith(("written\n", "okrctl: interrupted\n")) or "is written: " in ended.err, (call, ended)
        assert "Traceback" not in ended.err, call
        assert (now == new) == ("is written" in ended.err), (call, ended)
        assert not leftovers(stage.root), call
    assert chosen
    record_property("tried", len(chosen))
