"""The runner of transcripts notices what it is there to notice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.transcript import play


def replay(text: str, tmp_path: Path) -> str:
    path, folder = tmp_path / "transcript.md", tmp_path / "work"
    path.write_text(text, encoding="utf-8")
    folder.mkdir()
    return play(path, folder)


HAPPY = """\
Prose, and a file:

```text notes/a.txt
one
two
three
```

```console
$ cat notes/a.txt
one
...
three
$ cd notes
$ cat \\
    a.txt | head -n 1
one
$ cat none 2>&1 >/dev/null | wc -l | tr -d ' '
1
$ okrctl --zzz
! okrctl: no such option: --zzz
!   see okrctl --help
[exit 2]
```
"""


def test_what_happens_as_written_stays(tmp_path: Path) -> None:
    assert replay(HAPPY, tmp_path) == HAPPY


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("...\nthree\n$ cd", "...\nfour\n$ cd"),
        ("one\n...\nthree\n", "one\nthree\n"),
        ("[exit 2]", "[exit 1]"),
        ("! okrctl:", "okrctl:"),
    ],
)
def test_what_happens_otherwise_shows(written: str, other: str, tmp_path: Path) -> None:
    changed = HAPPY.replace(written, other)
    assert changed != HAPPY
    assert replay(changed, tmp_path) != changed


def test_what_is_missing_is_written_down(tmp_path: Path) -> None:
    assert (
        replay("```console\n$ echo hi; exit 3\n```\n", tmp_path) == "```console\n$ echo hi; exit 3\nhi\n[exit 3]\n```\n"
    )


@pytest.mark.parametrize("text", ["```console\n$ echo\n", "```console\nhi\n```\n"])
def test_a_transcript_that_makes_no_sense_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="block"):
        replay(text, tmp_path)
