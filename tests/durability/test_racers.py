"""Eight people check in to one file at the same time: every entry is there, whole, and each one's in order.

``OKRCTL_RACERS`` sets how often each of them does (5 by default, 100 nightly).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit.harness import environment, run_cli
from tests.kit.saving import DAY, MARKETING, leftovers, workspace
from tests.kit.sizes import size

EACH = size("OKRCTL_RACERS", 5)
PEOPLE = 8
PERSON = f"""
import sys
from okrctl.__main__ import main
name, often = sys.argv[1], int(sys.argv[2])
for number in range(often):
    note = f"{{name}} {{number}}"
    value = f"traffic={{100 + number}}"
    code = main(["-q", "--as-of", "{DAY}", "checkin", "marketing", "--set", value, "--by", name, "--note", note])
    if code:
        sys.exit(code)
"""


@pytest.mark.reliability("Writing", "eight processes check in to one file: every entry there, whole and in order")
@pytest.mark.parametrize("layout", ["in-file", "file-per-check-in"])
@pytest.mark.night
def test_nobody_loses_an_entry(tmp_path: Path, layout: str, record_property: Callable[[str, object], None]) -> None:
    root = workspace(tmp_path / "ws", check_in=f"{{layout: {layout}}}")
    world = environment(XDG_CACHE_HOME=str(tmp_path / "cache"))
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PERSON, f"p{person}", str(EACH)],
            cwd=root,
            env=world,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for person in range(PEOPLE)
    ]
    said = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0] * PEOPLE, said
    texts = [path.read_text() for path in sorted(root.glob("okrs/**/*.yaml")) if path.name != "sales.yaml"]
    notes = [line.split("note: ")[1] for text in texts for line in text.splitlines() if "note: " in line]
    assert len(notes) == PEOPLE * EACH
    for person in range(PEOPLE):
        own = [note for note in notes if note.startswith(f"p{person} ")]
        wanted = [f"p{person} {number}" for number in range(EACH)]
        assert (own if layout == "in-file" else sorted(own, key=lambda note: int(note.split()[1]))) == wanted
    if layout == "in-file":
        assert texts[0].startswith(MARKETING)
        assert len(texts) == 1
    found = json.loads(run_cli("validate", "--format", "json", cwd=root).out)["summary"]
    assert found["error"] == 0, found
    assert not leftovers(root)
    record_property("tried", PEOPLE * EACH)
