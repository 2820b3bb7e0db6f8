"""``okrctl checkin`` through the front door: one entry more in the journal, and not one byte else."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
from datetime import date
from pathlib import Path

import pytest

from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay
from okrctl.core.loading import facts
from okrctl.shell.session import load
from tests.kit.checkins import CONFIG, MARKETING, TECHNOLOGY
from tests.kit.harness import PROJECT, Ran, environment, run_any, run_cli

TODAY = ("--as-of", "2026-02-14")
HEAD = "  - date: 2026-02-14\n    by: ana@example.com\n"


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("OKRCTL_BY", raising=False)
    root = tmp_path / "ws"
    (root / "okrs").mkdir(parents=True)
    (root / "okrctl.yaml").write_text(CONFIG)
    (root / "okrs" / "marketing.yaml").write_text(MARKETING)
    (root / "okrs" / "technology.yaml").write_text(TECHNOLOGY)
    return root


def checkin(ws: Path, *args: str, stdin: str = "") -> Ran:
    return run_cli("checkin", *TODAY, *args, cwd=ws, stdin=stdin)


def marketing(ws: Path) -> str:
    return (ws / "okrs" / "marketing.yaml").read_bytes().decode()


def unchanged(ws: Path) -> bool:
    return marketing(ws) == MARKETING and (ws / "okrs" / "technology.yaml").read_text() == TECHNOLOGY


def test_appends_one_entry_and_nothing_else(ws: Path) -> None:
    ran = checkin(
        ws, "marketing.yaml", "--set", "traffic=123000", "--set", "chatbot=vendor,live", "--set", "audit=done",
        "--confidence", "traffic=7", "--kr-note", "traffic=Slow, but: sure", "--note", "Fine #1", "--unchanged", "rest",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert marketing(ws) == (
        MARKETING + HEAD + "    note: 'Fine #1'\n"
        "    results:\n"
        "      traffic: {value: 123000, confidence: 7, note: 'Slow, but: sure'}\n"
        "      chatbot: {done: [vendor, live]}\n"
        "      audit: done\n"
        "    unchanged: [rest]\n"
    )
    assert "+      audit: done\n" in ran.out
    assert "checked in marketing" in ran.err
    assert sorted(path.name for path in ws.rglob("*") if path.is_file()) == [
        "marketing.yaml",
        "okrctl.yaml",
        "technology.yaml",
    ]


@pytest.mark.parametrize(
    "target",
    [
        "marketing",
        "marketing.yaml",
        "okrs/marketing.yaml",
        "./okrs/marketing.yaml",
        "marketing/seo",
        "marketing/traffic",
    ],
)
def test_every_way_to_name_it(ws: Path, target: str) -> None:
    assert checkin(ws, target, "--set", "traffic=1").code == 0
    assert marketing(ws).startswith(MARKETING + HEAD)


@pytest.mark.parametrize(
    ("args", "same"),
    [
        (["marketing", "--set", "traffic=1", "--unchanged", "rest"], "[rest]"),
        (["marketing.yaml", "--set", "traffic=1", "--unchanged", "rest"], "[rest]"),
        (
            ["marketing/seo", "--set", "traffic=1", "--unchanged", "rest"],
            "[reach, campaigns, engagement, audit, chatbot]",
        ),
        (["marketing/reach", "--unchanged", "rest"], "[reach]"),
        # what others answer for (the KPI is the lead's) is not said to have been looked at
        (["--set", "traffic=1", "--unchanged", "audit,rest"], "[audit, reach, campaigns, engagement, chatbot]"),
    ],
)
def test_the_rest_is_no_more_than_what_was_named(ws: Path, args: list[str], same: str) -> None:
    ran = checkin(ws, *args, "--by", "ana@example.com")
    assert ran.code == 0, ran.err
    assert marketing(ws).endswith(f"    unchanged: {same}\n"), marketing(ws)


def test_the_rest_of_nothing_is_nothing(ws: Path) -> None:
    ran = checkin(ws, "marketing/dropped", "--unchanged", "rest")
    assert ran.code == 2 and "nothing of marketing/dropped is active on 2026-02-14" in ran.err, ran
    assert marketing(ws) == MARKETING


def test_nothing_beside_what_was_named(ws: Path) -> None:
    ran = checkin(ws, "marketing/traffic", "--set", "reach=+1%")
    assert ran.code == 2 and marketing(ws) == MARKETING
    assert ran.err == "okrctl: reach isn't part of marketing/traffic\n  use okrctl checkin marketing for both\n"


def test_from_another_folder_and_by_absolute_path(ws: Path, tmp_path: Path) -> None:
    assert run_cli(*TODAY, "checkin", "marketing.yaml", "--set", "traffic=1", cwd=ws / "okrs").code == 0
    absolute = str(ws / "okrs" / "technology.yaml")
    assert run_cli(*TODAY, "--root", str(ws), "checkin", absolute, "--unchanged", "rest", cwd=tmp_path).code == 0
    assert (
        ws / "okrs" / "technology.yaml"
    ).read_text() == TECHNOLOGY + "check_ins:\n" + HEAD + "    unchanged: [rest]\n"


@pytest.mark.parametrize(
    ("args", "message", "way_out"),
    [
        (("marketng", "--set", "traffic=1"), "marketng", "did you mean marketing?"),
        (("marketng.yaml", "--set", "traffic=1"), "no file marketng.yaml", "okrs/marketing.yaml"),
        (("marketing", "--set", "trafic=1"), "trafic", "did you mean traffic?"),
        (("marketing", "--set", "traffic=57,5"), "57,5 has a decimal comma", "write 57.5"),
        (("marketing", "--set", "traffic"), "expected an id and a value", "--set ID=VALUE"),
        (("marketing", "--set", "traffic=1", "--set", "traffic=2"), "given twice", "once"),
        (
            ("marketing", "--set", "traffic=1", "--unchanged", "traffic"),
            "both a value and --unchanged",
            "leave out one of them",
        ),
        (("marketing", "--set", "chatbot=lives"), "no milestone lives", "did you mean live?"),
        (("marketing", "--set", "audit=yes"), "isn't done or open", "done"),
        (("marketing", "--confidence", "traffic=11"), "isn't a confidence", "0 "),
        (("marketing", "--kr-note", "traffic=\x1b[31m"), "U+001B", "remove"),
        (("marketing", "--unchanged", "nosuch"), "nosuch", ""),
        (("marketing", "--set", "traffic=1", "--date", "2026-02-15"), "after today", "earlier date"),
        (("marketing", "--set", "traffic=1", "--date", "2026-2-1"), "not a date", ""),
        (("marketing", "--set", "traffic=1", "--date", "2025-12-31"), "starts on", "--date"),
        (("marketing",), "no values given", "--set"),
        (("--set", "traffic=1", "--by", "nobody"), "nobody isn't assigned to a department", "marketing, technology"),
        (("--by", "nobody"), "nobody isn't assigned to a department", "marketing, technology"),
        (("marketing", "--from", "nosuch.csv"), "nosuch.csv cannot be read", ""),
        (("marketing", "--set", "traffic=1", "--at", "HEAD"), "cannot be changed", "--at"),
        (("marketing", "--set", "traffic=1", "--commit"), "isn't a git working tree", "--commit"),
    ],
)
def test_wrong_usage_ends_with_2_and_leaves_the_files(
    ws: Path, args: tuple[str, ...], message: str, way_out: str
) -> None:
    ran = checkin(ws, *args)
    assert ran.code == 2, ran
    assert message in ran.err
    assert way_out in ran.err
    assert ran.out == ""
    assert unchanged(ws)


def test_all_mistakes_at_once(ws: Path) -> None:
    ran = checkin(ws, "marketing", "--set", "trafic=1", "--set", "audit=maybe", "--confidence", "reach=12")
    assert ran.code == 2
    assert ran.err.count("okrctl: ") == 3


def test_without_target_what_the_author_answers_for(ws: Path) -> None:
    assert checkin(ws, "--set", "traffic=1").code == 0
    assert marketing(ws) == MARKETING + HEAD + "    results:\n      traffic: 1\n"


def test_of_several_departments_the_ids_tell_which(ws: Path) -> None:
    assert checkin(ws, "--by", "tom", "--set", "page-speed=2.5").code == 0
    assert "page-speed: 2.5" in (ws / "okrs" / "technology.yaml").read_text()
    ran = checkin(ws, "--by", "tom", "--unchanged", "rest")
    assert ran.code == 2
    assert "name one of marketing, technology" in ran.err


@pytest.mark.parametrize(
    ("args", "env", "author"),
    [
        (("--by", "Ana Ruiz"), {"OKRCTL_BY": "x"}, "Ana Ruiz"),
        ((), {"OKRCTL_BY": "tom@example.com"}, "tom@example.com"),
        ((), {}, "ana@example.com"),
        ((), {"GIT_AUTHOR_EMAIL": "", "USER": "ana"}, "ana"),
    ],
)
def test_who_says_it(
    ws: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], env: dict[str, str], author: str
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert checkin(ws, "marketing", "--unchanged", "rest", *args).code == 0
    assert f"    by: {author}\n" in marketing(ws).removeprefix(MARKETING)


def test_print_and_dry_run_write_nothing(ws: Path) -> None:
    printed = checkin(ws, "marketing", "--set", "traffic=1", "--print")
    assert (printed.code, printed.out) == (0, HEAD + "    results:\n      traffic: 1\n")
    shown = checkin(ws, "marketing", "--set", "traffic=122000", "-n")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("--- okrs/marketing.yaml\n+++ okrs/marketing.yaml\n@@ ")
    assert "+      traffic: 122000\n" in shown.out
    assert unchanged(ws)
    assert not (ws.parent / "cache").exists()


@pytest.mark.parametrize("name", ["values.csv", "values.json", "-"])
def test_values_from_a_table(ws: Path, name: str) -> None:
    table = "id,value,confidence,note\ntraffic,123000,7,\nchatbot,vendor,,on time\n"
    if name == "values.json":
        chatbot = {"done": ["vendor"], "note": "on time"}
        table = json.dumps({"results": {"traffic": {"value": 123000, "confidence": 7}, "chatbot": chatbot}})
    if name != "-":
        (ws / name).write_text(table)
    assert checkin(ws, "marketing", "--from", name, "--set", "audit=open", stdin=table).code == 0
    assert marketing(ws) == MARKETING + HEAD + (
        "    results:\n      audit: open\n      traffic: {value: 123000, confidence: 7}\n"
        "      chatbot: {done: [vendor], note: on time}\n"
    )


def test_a_json_entry_brings_its_day_and_author(ws: Path) -> None:
    entry = '{"date": "2026-02-01", "by": "leo", "note": "n", "results": {"traffic": "1"}}'
    assert checkin(ws, "marketing", "--from", "-", stdin=entry).code == 0
    assert "  - date: 2026-02-01\n    by: leo\n    note: 'n'\n" in marketing(ws)
    assert checkin(ws, "marketing", "--from", "-", "--date", "2026-02-02", stdin=entry).code == 2


BOM_CRLF = "\ufeff" + MARKETING.replace("\n", "\r\n").removesuffix("\r\n")


@pytest.mark.parametrize(
    ("text", "inserted"),
    [
        (BOM_CRLF, "\r\n" + (HEAD + "    unchanged: [rest]").replace("\n", "\r\n")),
        (MARKETING + "# the end\n", None),
        (MARKETING.replace("check_ins:", "check_ins: &journal # mine"), HEAD + "    unchanged: [rest]\n"),
    ],
)
def test_odd_files_keep_every_byte(ws: Path, text: str, inserted: str | None) -> None:
    (ws / "okrs" / "marketing.yaml").write_bytes(text.encode())
    assert checkin(ws, "marketing", "--unchanged", "rest").code == 0
    if inserted is None:
        assert marketing(ws) == MARKETING + HEAD + "    unchanged: [rest]\n# the end\n"
    else:
        assert marketing(ws) == text + inserted


def test_a_file_that_cannot_be_added_to_gets_the_block_printed(ws: Path) -> None:
    awkward = (
        MARKETING.partition("check_ins:\n")[0]
        + "check_ins: [\n  {date: 2026-01-12, by: ana, results: {traffic: 1}},\n  ]\n"
    )
    (ws / "okrs" / "marketing.yaml").write_text(awkward)
    for extra in ((), ("--dry-run",)):
        ran = checkin(ws, "marketing", "--set", "traffic=2", *extra)
        assert ran.code == 1
        assert ran.out == HEAD + "    results:\n      traffic: 2\n"
        assert (
            "okrs/marketing.yaml:31:12 is unchanged: okrctl can't add to a list in brackets over several lines"
            in ran.err
        )
        assert marketing(ws) == awkward


def test_a_file_with_errors_elsewhere_still_takes_check_ins_and_a_broken_one_does_not(ws: Path) -> None:
    path = ws / "okrs" / "marketing.yaml"
    path.write_text(MARKETING.replace("lead:", "laed:"))
    assert checkin(ws, "marketing", "--set", "traffic=2").code == 0
    path.write_text(MARKETING + "x: [\n")
    ran = checkin(ws, "marketing.yaml", "--set", "traffic=2")
    assert ran.code == 1
    assert "okrctl validate okrs/marketing.yaml" in ran.err
    assert marketing(ws) == MARKETING + "x: [\n"


def test_no_workspace(tmp_path: Path) -> None:
    ran = checkin(tmp_path, "marketing", "--set", "a=1")
    assert ran.code == 2
    assert "okrctl init" in ran.err


@pytest.mark.skipif(os.name != "posix", reason="POSIX file modes")
def test_a_read_only_file_gets_the_block_printed(ws: Path) -> None:
    (ws / "okrs" / "marketing.yaml").chmod(0o444)
    ran = checkin(ws, "marketing", "--set", "traffic=2")
    assert ran.code == 1
    assert "read-only" in ran.err
    assert "traffic: 2" in ran.out
    assert unchanged(ws)
    assert stat.S_IMODE((ws / "okrs" / "marketing.yaml").stat().st_mode) == 0o444


def test_partners_report_on_what_they_own_jointly(ws: Path) -> None:
    assert checkin(ws, "technology", "--set", "marketing/audit=done").code == 0
    assert "marketing/audit: done" in (ws / "okrs" / "technology.yaml").read_text()
    assert checkin(ws, "marketing", "--set", "technology/page-speed=2").code == 2


def test_the_entry_goes_to_the_file_with_the_latest_journal(ws: Path) -> None:
    journal = "okrctl: 1\ndepartment: marketing\ncheck_ins:\n- date: 2026-02-01\n  by: ana\n  note: moved\n"
    (ws / "okrs" / "marketing-journal.yaml").write_text(journal)
    assert checkin(ws, "okrs/marketing.yaml", "--set", "traffic=2").code == 0
    assert unchanged(ws)
    added = "- date: 2026-02-14\n  by: ana@example.com\n  results:\n    traffic: 2\n"
    assert (ws / "okrs" / "marketing-journal.yaml").read_text() == journal + added


def editor(ws: Path, script: str) -> dict[str, str]:
    program = ws.parent / "editor"
    program.write_text("#!/bin/sh\n" + script)
    program.chmod(0o755)
    return {"EDITOR": str(program), "XDG_CACHE_HOME": str(ws.parent / "cache")}


def test_edit_takes_a_filled_in_form(ws: Path) -> None:
    script = """sed -i -e 's/^  traffic:$/  traffic: {value: 5, note: "a: b"}/' -e 's/^note:$/note: Fine/' "$1"\n"""
    command = ["okrctl", *TODAY, "checkin", "marketing", "--edit"]
    ran = run_any(command, cwd=ws, **editor(ws, script))
    assert ran.code == 0, ran.err
    assert marketing(ws) == MARKETING + HEAD + "    note: Fine\n    results:\n      traffic: {value: 5, note: 'a: b'}\n"


def test_edit_shows_plan_values_expectation_and_forecast(ws: Path) -> None:
    """All as comments above the empty place; milestones by the ids that are to be written."""
    text = MARKETING.partition("check_ins:")[0] + "check_ins:\n"
    for week in range(5):
        text += f"  - {{date: 2026-01-{7 * week + 3:02d}, by: a, results: {{traffic: {122000 + 1000 * week}}}}}\n"
    (ws / "okrs" / "marketing.yaml").write_text(text)
    env = editor(ws, 'cp "$1" form.txt\n')
    assert run_any(["okrctl", *TODAY, "checkin", "marketing", "--edit"], cwd=ws, **env).code == 0
    form = (ws / "form.txt").read_text()
    assert (
        "  # Traffic\n"
        "  #   120,000 → 144,000 sessions · last 126,000 on 2026-01-31 ▁▃▅▆█\n"
        "  #   planned for today: 124,200 (score 0.25, expected 0.17) · "
        "on trend for 147,400 by 2026-06-30, 94% likely to end green\n"
        "  traffic:\n"
    ) in form, form
    assert "  #   0 of 2 done\n" in form and "  #   ○ vendor: Vendor\n  #   ○ live: Live\n  chatbot:\n" in form


@pytest.mark.parametrize(
    ("script", "code", "message"),
    [
        ("true", 0, "No values entered for marketing"),
        (': > "$1"', 0, "No values entered for marketing"),
        ("exit 3", 2, "ended with 3"),
        ("""sed -i 's/^  traffic:$/  traffic: many/' "$1" """, 2, "'many' is not a number"),
        ("""printf 'date: [\\n' > "$1" """, 2, "line "),
    ],
)
def test_edit_writes_nothing_that_does_not_fit(ws: Path, script: str, code: int, message: str) -> None:
    ran = run_any(["okrctl", *TODAY, "checkin", "marketing", "--edit"], cwd=ws, **editor(ws, script + "\n"))
    assert ran.code == code, ran
    assert message in ran.err
    assert unchanged(ws)


def git(ws: Path, *args: str) -> str:
    done = subprocess.run(["git", *args], cwd=ws, env=environment(), capture_output=True, check=True, encoding="utf-8")
    return done.stdout


@pytest.fixture
def repo(ws: Path) -> Path:
    git(ws, "init", "-q", "-b", "main")
    git(ws, "add", "-A")
    git(ws, "commit", "-qm", "start")
    return ws


def test_commit_takes_just_this_file(repo: Path) -> None:
    (repo / "okrctl.yaml").write_text(CONFIG + "external: [legal]\n")
    (repo / "staged.txt").write_text("x")
    git(repo, "add", "staged.txt")
    assert checkin(repo, "marketing", "--set", "traffic=2", "--commit").code == 0
    assert git(repo, "show", "--format=%s", "--name-only").split("\n\n") == [
        "Check in marketing for 2026-02-14",
        "okrs/marketing.yaml\n",
    ]
    assert git(repo, "status", "--porcelain") == " M okrctl.yaml\nA  staged.txt\n"


def test_commit_takes_a_file_that_git_does_not_know_yet(repo: Path) -> None:
    git(repo, "rm", "-q", "--cached", "okrs/marketing.yaml")
    git(repo, "commit", "-qm", "forget")
    assert checkin(repo, "marketing", "--set", "traffic=2", "--commit").code == 0
    assert git(repo, "status", "--porcelain") == ""


def test_a_failing_hook_leaves_the_entry_and_says_so(repo: Path) -> None:
    hook = repo / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no way >&2\nexit 1\n")
    hook.chmod(0o755)
    ran = checkin(repo, "marketing", "--set", "traffic=2", "--commit")
    assert ran.code == 1
    assert "written, but not committed: no way" in ran.err
    assert "traffic: 2" in marketing(repo)
    assert git(repo, "log", "--format=%s") == "start\n"


def test_no_commit_in_the_middle_of_a_merge(repo: Path) -> None:
    (repo / ".git" / "MERGE_HEAD").write_text(git(repo, "rev-parse", "HEAD"))
    ran = checkin(repo, "marketing", "--set", "traffic=2", "--commit")
    assert ran.code == 2
    assert "a merge is in progress" in ran.err
    assert unchanged(repo)


def test_other_processes_wait_their_turn(ws: Path) -> None:
    env = environment(XDG_CACHE_HOME=str(ws.parent / "cache"))
    command = ["okrctl", "-q", *TODAY, "checkin", "marketing", "--set"]
    running = [
        subprocess.Popen([*command, f"traffic={n}"], cwd=ws, env=env, stdout=subprocess.DEVNULL) for n in range(6)
    ]
    assert [process.wait() for process in running] == [0] * 6
    lines = marketing(ws).removeprefix(MARKETING).splitlines()
    assert sorted(line.split(": ")[1] for line in lines if "traffic" in line) == [str(n) for n in range(6)]


def findings(root: Path) -> list[tuple[str, str, str]]:
    ran = run_cli("validate", "--format", "json", cwd=root)
    found = json.loads(ran.out)["diagnostics"]
    return sorted((each["code"], each["path"], each["message"]) for each in found)


def test_what_is_accepted_adds_no_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every department of the example company checks in everything that runs."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "company"
    shutil.copytree(PROJECT / "examples" / "northwind-outdoor", root)
    before = findings(root)
    workspace = load(root).workspace
    for department in workspace.departments:
        values = [f"--set={s.name}={value(s)}" for s in DepartmentDay(workspace, department, date(2026, 6, 20)).round()]
        ran = run_cli("--as-of", "2026-06-20", "checkin", department, *values, "--unchanged", "rest", cwd=root)
        assert ran.code == 0, ran.err
    assert findings(root) == before


def value(subject: CheckInItem) -> str:
    """Some value that fits."""
    plan = subject.measure.plan(subject.series.baseline)
    if subject.measure.steps():
        return subject.measure.steps()[0].id
    if subject.measure.all_at_once:
        return "open"
    return plan.change if plan.change and plan.baseline is None else "12"


def test_what_is_kept_of_files_is_not_understood_anew(ws: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the file that is written is read, before nothing and after its new text."""
    monkeypatch.setenv("OKRCTL_CACHE_DIR", str(ws.parent / "kept"))
    assert run_cli("status", *TODAY, cwd=ws).code in (0, 1)
    seen: list[str] = []
    real = facts.read_department

    def counting(path: str, *rest: object, **more: object) -> object:
        seen.append(path)
        return real(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(facts, "read_department", counting)
    assert checkin(ws, "marketing", "--set", "traffic=123000").code == 0
    assert seen == ["okrs/marketing.yaml"]
    (ws.parent / "kept").rename(ws.parent / "gone")
    assert checkin(ws, "marketing", "--set", "traffic=124000").code == 0
    assert sorted(seen[1:]) == ["okrs/marketing.yaml", "okrs/marketing.yaml", "okrs/technology.yaml"]
