"""Files made to harm: a coded finding at its place, whichever parser reads; nothing is run, nothing revealed."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrctl.core import yaml as source
from okrctl.core.yaml import events
from tests.kit.harness import PROJECT, run_cli

SNIPPETS = [
    b"- ",
    b": ",
    b"{",
    b"]",
    b"'",
    b'"',
    b"&a ",
    b"*a ",
    b"!t ",
    b"\t",
    b"\n",
    b" #",
    b"~",
    b"<<: ",
    b"|\n",
    b"\xe2\x80\xae",
]
HEAD = b"okrctl: 1\ndepartment: a\n"


def alias_bomb() -> bytes:
    first = b"x-a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    levels = (b"x-a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 9))
    return first + b"".join(levels)


def merge_bomb() -> bytes:
    levels = (b"x-a%d: &a%d {<<: [*a%d, *a%d], k%d: v}\n" % (n, n, n - 1, n - 1, n) for n in range(1, 20))
    return b"x-a0: &a0 {k: v}\n" + b"".join(levels)


# what stands behind the head; code, line (counted from the file's beginning) and column of the first finding
HOSTILE: dict[str, tuple[bytes, str, int, int]] = {
    "alias bomb": (alias_bomb(), "OKR006", 8, 12),
    "a hundred aliases and one": (b"lead: &l x\nx-l: [" + b"*l, " * 101 + b"]\n", "OKR006", 4, 407),
    "merge-key bomb": (merge_bomb(), "OKR005", 4, 12),
    "deep brackets": (b"x-a: " + b"[" * 5000, "OKR006", 3, 37),
    "deeper brackets": (b"x-a: " + b"[" * 100_000, "OKR006", 3, 37),
    "deep braces": (b"x-a: " + b"{a: " * 5000, "OKR006", 3, 130),
    "deep blocks": (b"".join(b" " * n + b"x-a:\n" for n in range(60)), "OKR006", 35, 33),
    "deep dashes": (b"x-a:\n" + b"- " * 300 + b"x\n", "OKR006", 4, 63),
    "a long text": (b"name: " + b"x" * 70_000 + b"\n", "OKR006", 3, 7),
    "a long quoted text": (b'name: "' + b"x" * 70_000 + b'"\n', "OKR006", 3, 7),
    "a long title": (b"kpis: [{id: a, title: " + b"x" * 501 + b"}]\n", "OKR006", 3, 23),
    "too many values": (b"x-a: [" + b"1, " * 100_001 + b"]\n", "OKR006", 3, 299_986),
    "too many keys": (b"".join(b"x-%d: 1\n" % n for n in range(60_000)), "OKR006", 50_000, 10),
    "more than a mebibyte": (b"# " + b"x" * (1 << 20) + b"\n", "OKR006", 1, 1),
    "a million digits": (b"weight: 1" + b"0" * 1_000_000 + b"\n", "OKR006", 3, 9),
    "a thousand digits": (b"weight: 1" + b"0" * 1000 + b"\n", "OKR105", 3, 9),
    "a huge exponent": (b"weight: 1e999999\n", "OKR105", 3, 9),
    "an exponent just too large": (b"weight: 1e16\n", "OKR105", 3, 9),
    "an exponent just too small": (b"weight: 1e-16\n", "OKR105", 3, 9),
    "a tiny exponent": (b"weight: 1e-999999\n", "OKR105", 3, 9),
    "not a number": (b"weight: .nan\n", "OKR105", 3, 9),
    "infinity": (b"weight: .inf\n", "OKR105", 3, 9),
    "digits of other scripts": ("weight: ٣\n".encode(), "OKR105", 3, 9),
    "base sixty": (b"weight: 1:30\n", "OKR105", 3, 9),
    "a day that is not": (b"check_ins: [{date: 2026-02-30, by: x}]\n", "OKR106", 3, 20),
    "a day of other scripts": ("check_ins: [{date: ٢٠٢٦-٠١-٠١, by: x}]\n".encode(), "OKR106", 3, 20),
    "a duplicate key": (b"name: x\nlead: y\nname: z\n", "OKR004", 5, 1),
    "a duplicate deep down": (b"kpis: [{id: b, title: t, id: c}]\n", "OKR004", 3, 26),
    "a python tag": (b'name: !!python/object/apply:os.system ["touch harmed"]\n', "OKR005", 3, 7),
    "a short tag": (b"name: !!str x\n", "OKR005", 3, 7),
    "a tag of one's own": (b"name: !x {a: b}\n", "OKR005", 3, 7),
    "a mapping as key": (b"{a: b}: c\n", "OKR005", 3, 1),
    "a list as key": (b"? [a, b]\n: c\n", "OKR005", 3, 3),
    "an alias as key": (b"name: &n x\n*n : y\n", "OKR005", 4, 1),
    "an alias in its own anchor": (b"x-a: &a [*a]\n", "OKR005", 3, 10),
    "an alias of nothing": (b"name: *nobody\n", "OKR005", 3, 7),
    "a second document": (b"---\nokrctl: 1\n", "OKR005", 3, 1),
    "a directive behind": (b"...\n%YAML 1.3\n---\nx: y\n", "OKR003", 4, 1),
    "a raw NUL": (b"name: x\0y\n", "OKR007", 3, 8),
    "a raw escape": (b"name: x\x1b[31my\n", "OKR007", 3, 8),
    "a raw C1 control": ("name: x\u009by\n".encode(), "OKR007", 3, 8),
    "a next-line character": ("name: x\u0085y\n".encode(), "OKR007", 3, 8),
    "a line separator": ("name: x\u2028y\n".encode(), "OKR007", 3, 8),
    "no character at all": ("name: x\uffffy\n".encode(), "OKR007", 3, 8),
    "no character at all, escaped": (b'name: "x\\uFFFEy"\n', "OKR007", 3, 7),
    "an escaped NUL": (b'name: "x\\0y"\n', "OKR007", 3, 7),
    "an escaped escape": (b'name: "x\\ey"\n', "OKR007", 3, 7),
    "an escaped C1 control": (b'name: "x\\x9by"\n', "OKR007", 3, 7),
    "an escaped line separator": (b'name: "x\\Ly"\n', "OKR007", 3, 7),
    "half a surrogate pair": (b'name: "x\\ud800y"\n', "OKR003", 3, 9),
    "beyond Unicode": (b'name: "x\\U00110000y"\n', "OKR003", 3, 9),
    "text turned round": ("name: x\u202ey\n".encode(), "OKR008", 3, 8),
    "text turned round, escaped": (b'name: "x\\u202Ey"\n', "OKR008", 3, 7),
    "a zero-width space": ("name: x\u200by\n".encode(), "OKR008", 3, 8),
    "a byte order mark within": ("name: x\ufeffy\n".encode(), "OKR008", 3, 8),
    "invalid UTF-8": (b"name: caf\xe9\n", "OKR002", 3, 10),
    "an overlong slash": (b"name: \xc0\xaf\n", "OKR002", 3, 7),
    "a list": (b"- a\n", "OKR003", 3, 1),
}
WHOLE: dict[str, tuple[bytes, str, int, int]] = {
    "UTF-16": ("okrctl: 1\n".encode("utf-16"), "OKR002", 1, 1),
    "UTF-16, big-endian, no mark": ("okrctl: 1\n".encode("utf-16-be"), "OKR002", 1, 1),
    "UTF-16, little-endian, no mark": ("okrctl: 1\n".encode("utf-16-le"), "OKR002", 1, 1),
    "UTF-32": ("okrctl: 1\n".encode("utf-32"), "OKR002", 1, 1),
    "a directive": (b"%YAML 1.3\n---\nokrctl: 1\n", "OKR005", 1, 1),
    "a directive behind comments": (b"# x\n\n%TAG ! tag:x\n---\nokrctl: 1\n", "OKR005", 3, 1),
    "nothing": (b"", "OKR102", 1, 1),
    "comments alone": (b"# nothing\n", "OKR102", 1, 1),
    "a list": (b"- okrctl: 1\n", "OKR103", 1, 1),
    "a text": (b"okrctl\n", "OKR103", 1, 1),
    "a program": (b"\x7fELF\x02\x01\x01\0\0\0\0\0", "OKR002", 1, 1),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "OKR002", 1, 1),
}
FILES = {name: (HEAD + text, *rest) for name, (text, *rest) in HOSTILE.items()} | {
    f"whole: {name}": case for name, case in WHOLE.items()
}


@pytest.fixture(params=["libyaml", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which of the two YAML parsers okrctl finds."""
    if request.param == "Python":
        monkeypatch.setattr(events, "CParser", None)
    elif not events.has_c_parser():
        pytest.skip("PyYAML was built without libyaml here")
    return str(request.param)


def findings(folder: Path, raw: bytes, *options: str) -> list[dict[str, Any]]:
    """What validate finds in a file of these bytes; it must end with 1."""
    (folder / "okrctl.yaml").write_text("okrctl: 1\norganization: Northwind\n")
    (folder / "okrs").mkdir(exist_ok=True)
    if raw:
        (folder / "okrs" / "a.yaml").write_bytes(raw)
    ran = run_cli("validate", "--format", "json", *options, cwd=folder)
    assert (ran.code, ran.err) == (1, "")
    return list(json.loads(ran.out)["diagnostics"])


@pytest.mark.reliability(
    "Hostile files",
    "bombs, limits, tags, encodings, control characters: one coded finding at its place, by either parser",
)
@pytest.mark.parametrize("name", FILES)
def test_one_finding_at_its_place(name: str, parser: str, tmp_path: Path) -> None:
    raw, code, line, column = FILES[name]
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrs" / "a.yaml").write_bytes(raw)
    found = [each for each in findings(tmp_path, b"") if each["severity"] == "error"]
    assert (found[0]["code"], found[0]["line"], found[0]["column"]) == (code, line, column)
    assert found[0]["help"]
    # every merge key is told, and in the end there are too many values
    assert len(found) == 1 or name == "merge-key bomb"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["okrctl.yaml", "okrs"]


@pytest.mark.reliability("Hostile files", "the same as okrctl.yaml: refused or told")
@pytest.mark.parametrize("name", FILES)
def test_settings_of_that_kind_are_refused_or_told(name: str, parser: str, tmp_path: Path) -> None:
    raw = FILES[name][0].replace(b"department: a", b"organization: A", 1)
    (tmp_path / "okrctl.yaml").write_bytes(raw)
    ran = run_cli("validate", "--format", "concise", cwd=tmp_path)
    assert (ran.code, "internal error" in ran.err) in ((1, False), (2, False))
    assert "okrctl.yaml" in (ran.out or ran.err)


def test_a_byte_order_mark_and_foreign_line_ends_are_kept_and_counted_right(parser: str, tmp_path: Path) -> None:
    raw = "\ufeffokrctl: 1\r\ndepartment: a\r\nname: Ä\r\nleed: b\r\n".encode()
    (only,) = findings(tmp_path, raw)
    assert (only["code"], only["line"], only["column"], only["end_column"]) == ("OKR101", 4, 1, 5)
    assert (tmp_path / "okrs" / "a.yaml").read_bytes() == raw
    (only,) = findings(tmp_path, raw.replace(b"\r\n", b"\r"))
    assert (only["code"], only["line"], only["column"]) == ("OKR101", 4, 1)


def test_words_of_yaml_1_1_are_text(parser: str, tmp_path: Path) -> None:
    text = b"okrctl: 1\ndepartment: a\nname: NO\nlead: 1:30\nweight: 010\ncycle: 2026-Q1\nobjectives:\n"
    text += b"  - {id: on, title: yes, key_results: [{id: b, title: 2026-01-01, count: 1e1}]}\n"
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrs" / "a.yaml").write_bytes(text)
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: 007\n")
    ran = run_cli("status", "--format", "json", "--as-of", "2026-01-05", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert '"name": "NO"' in ran.out
    assert '"name": "007"' in ran.out
    assert '"title": "yes"' in ran.out
    assert '"target": 10,' in ran.out


def test_a_duplicate_points_at_both(parser: str, tmp_path: Path) -> None:
    (only,) = findings(tmp_path, HEAD + b"name: x\nlead: y\nname: z\n")
    (first,) = only["related"]
    assert (only["line"], first["line"], first["column"]) == (5, 3, 1)


def test_what_stands_above_the_depths_is_told_once(parser: str, tmp_path: Path) -> None:
    raw = HEAD + b"name: x\nname: y\nx-a: " + b"[" * 5000
    assert [each.rule for each in source.read("a.yaml", raw.decode()).problems] == ["duplicate-key", "limit-exceeded"]
    found = findings(tmp_path, raw)
    assert [(each["code"], each["line"], each["column"]) for each in found] == [("OKR004", 4, 1), ("OKR006", 5, 37)]


def test_a_bad_field_does_not_hide_others(parser: str, tmp_path: Path) -> None:
    raw = HEAD + b"weight: x\ncycle: 2026-Q9\nname: {a: b}\nkpis: [{id: A, title: b}, x, {id: c, titel: d}]\n"
    raw += b"check_ins: [{date: x, by: ~, results: {A: 1}}]\n"
    found = [(each["code"], each["line"], each["column"]) for each in findings(tmp_path, raw)]
    assert found == [
        ("OKR105", 3, 9),
        ("OKR108", 4, 8),
        ("OKR103", 5, 7),
        ("OKR109", 6, 13),
        ("OKR103", 6, 27),
        ("OKR102", 6, 30),
        ("OKR101", 6, 38),
        ("OKR106", 7, 20),
        ("OKR102", 7, 23),
        ("OKR110", 7, 40),
    ]


@pytest.mark.reliability(
    "Hostile files", "pipes, devices, folders, links out of the workspace or in circles: a finding, nothing read"
)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "secret", "loop", "nothing"])
def test_what_is_no_file_of_the_workspace_is_not_read(kind: str, tmp_path: Path) -> None:
    home = tmp_path / "work"
    (home / "okrs").mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text("token: hunter2\n")
    path = home / "okrs" / "a.yaml"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            (home / "okrs" / "there").mkdir()
            path.symlink_to("there")
        case "device":
            path.symlink_to("/dev/zero")
        case "secret":
            path.symlink_to("../../secret.yaml")
        case "loop":
            path.symlink_to("a.yaml")
        case _:
            path.symlink_to("missing.yaml")
    (only,) = findings(home, b"")
    assert (only["code"], only["line"], only["column"]) == ("OKR001", 1, 1)
    assert "hunter2" not in run_cli("validate", cwd=home).out


def test_only_so_many_findings_are_shown(tmp_path: Path) -> None:
    raw = HEAD + b"".join(b"key-%d: x\n" % n for n in range(2500))
    assert len(findings(tmp_path, raw)) == 2500
    ran = run_cli("validate", cwd=tmp_path)
    assert (ran.code, ran.out.count("OKR101 error")) == (1, 2000)
    assert "500 more findings are not shown" in ran.out


def test_a_title_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    raw = HEAD + 'name: "\\e]0;owned\\a"\nlead: "x\u202e"\n"a\\rb": c\n'.encode()
    findings(tmp_path, raw)
    out = run_cli("validate", cwd=tmp_path).out
    assert not [char for char in out if not char.isprintable() and char != "\n"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_a_finding(data: st.DataObject, tmp_path: Path) -> None:
    raw = (PROJECT / "examples" / "corner-shop" / "shop.yaml").read_bytes()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(start, min(len(raw), start + 12)))
        raw = raw[:start] + data.draw(st.binary(max_size=4) | st.sampled_from(SNIPPETS)) + raw[end:]
    (tmp_path / "okrs").mkdir(exist_ok=True)
    (tmp_path / "okrs" / "a.yaml").write_bytes(raw)
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Northwind\n")
    ran = run_cli("validate", "--today", "--as-of", "2026-06-01", "--format", "concise", cwd=tmp_path)
    assert ran.code in (0, 1), ran.err
    assert all(re.match(r"okrs/a\.yaml:[1-9]\d*:[1-9]\d*: OKR\d{3} ", line) for line in ran.out.splitlines())
