"""What a shell completes, asked as the scripts of shells ask."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT, run_any, run_program

NORTHWIND = PROJECT / "examples" / "northwind-outdoor"


def completed(line: str, cwd: Path = NORTHWIND, shell: str = "bash", **env: str) -> list[str]:
    """What stands in the place of the last word."""
    words = len(shlex.split(line)) - (0 if line.endswith(" ") else 1)
    ran = run_program(cwd=cwd, _OKRCTL_COMPLETE=f"complete_{shell}", COMP_WORDS=line, COMP_CWORD=str(words), **env)
    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()


COMPLETED = {
    "okrctl show marketing/organic": {"marketing/organic-traffic"},
    "okrctl status --department fin": {"finance"},
    "okrctl deps --status l": {"late"},
    "okrctl score --status o": {"off-track", "on-track"},
    "okrctl close 2026-H": {"2026-H1", "2026-H2"},
    "okrctl validate --select OKR601,OKR61": {f"OKR601,OKR61{digit}" for digit in range(7)},
    "okrctl checkin marketing.yaml --set organic": {"organic-traffic="},
    "okrctl checkin marketing --unchanged re": {"rest"},
    "okrctl new key-result --metric or": {"organic-sessions"},
    "okrctl report --format sl": {"slack"},
    "okrctl init --template ecommerce-": {"ecommerce-operations"},
    "okrctl completion z": {"zsh"},
    "okrctl validate --fail-on w": {"warning"},
    r"okrctl status --owner Head\ of\ Mark": {r"Head\ of\ Marketing"},
}


@pytest.mark.parametrize("line", COMPLETED)
def test_values_are_completed(line: str) -> None:
    found = set(completed(line))
    assert found and found <= COMPLETED[line] if "OKR" in line else found == COMPLETED[line]


def test_names_of_very_many_come_department_by_department(tmp_path: Path) -> None:
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Acme\n")
    (tmp_path / "okrs").mkdir()
    for number in range(30):
        items = "".join(f"  - {{id: k{each}, title: K}}\n" for each in range(10))
        text = f"okrctl: 1\ndepartment: d{number}\nname: D\nlead: L\nkpis:\n{items}"
        (tmp_path / "okrs" / f"d{number}.yaml").write_text(text)
    assert {"d2", "d2/", "d29"} <= set(completed("okrctl show ", tmp_path))
    assert set(completed("okrctl show d29/k", tmp_path)) == {f"d29/k{each}" for each in range(10)}
    (tmp_path / "okrs" / "d29.yaml").write_text("okrctl: 1\ndepartment: d29\nname: D\nkpis: [{id: other, title: O}]\n")
    assert completed("okrctl show d29/", tmp_path) == ["d29/other"]


@pytest.mark.parametrize("text", [None, "a: [", "okrctl: 1\norganization: Acme\nfiles: 5\n"])
def test_whatever_is_wrong_nothing_is_said(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "okrctl.yaml").write_text(text)
    assert completed("okrctl show mark", tmp_path) in ([], [""])


def test_texts_of_others_stay_on_their_line(tmp_path: Path) -> None:
    (tmp_path / "okrctl.yaml").write_text(
        'okrctl: 1\norganization: A\npeople: {ana: {name: "Ana $(touch x)\\e[31m"}}\n'
    )
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrs" / "a.yaml").write_text('okrctl: 1\ndepartment: a\nname: "A"\nlead: "`id`; Ben"\n')
    assert completed("okrctl status --owner \\`", tmp_path) == [r"\`id\`\;\ Ben"]
    assert not any("\x1b" in line for line in completed("okrctl status --owner ", tmp_path))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_is_that_of_the_shell(shell: str) -> None:
    ran = run_program("completion", shell)
    assert ran.code == 0
    assert "_OKRCTL_COMPLETE" in ran.out and f"complete_{'bash' if shell == 'bash' else shell}" in ran.out


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_takes_the_script_and_completes() -> None:
    script = (
        'eval "$(okrctl completion bash)"; COMP_WORDS=(okrctl show marketing/organic); COMP_CWORD=2; '
        '_okrctl_completion okrctl; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    ran = run_any(["bash", "--norc", "-c", script], cwd=NORTHWIND)
    assert ran.out == "marketing/organic-traffic\n", ran.err
