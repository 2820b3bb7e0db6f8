"""``checkin --correct``, ``--projected``, ``--baseline``, words on objectives; ``ask``, ``confirm`` and ``remove``."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.kit.checkins import CONFIG, MARKETING, TECHNOLOGY
from tests.kit.harness import Ran, run_cli


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("OKRCTL_BY", "ana@example.com")
    root = tmp_path / "ws"
    (root / "okrs").mkdir(parents=True)
    (root / "okrctl.yaml").write_text(CONFIG)
    (root / "okrs" / "marketing.yaml").write_text(MARKETING)
    (root / "okrs" / "technology.yaml").write_text(TECHNOLOGY)
    return root


def okr(ws: Path, day: str, *args: str, code: int = 0) -> Ran:
    ran = run_cli("--as-of", day, *args, cwd=ws)
    assert ran.code == code, ran
    return ran


def text(ws: Path, name: str = "marketing") -> str:
    return (ws / "okrs" / f"{name}.yaml").read_text()


def progress(ws: Path, day: str, ref: str) -> object:
    ran = okr(ws, day, "status", ref, "--format", "json")
    departments = json.loads(ran.out)["departments"]
    results = [each for home in departments for objective in home["objectives"] for each in objective["key_results"]]
    return next(each["progress"] for each in results if each["ref"] == ref)


def test_values_and_baselines_of_an_earlier_day_are_corrected(ws: Path) -> None:
    okr(
        ws, "2026-02-02", "checkin", "marketing", "--set", "reach=57", "--baseline", "reach=50", "--set", "traffic=+=1k"
    )
    # 7 of 10, from 50 to 60
    assert progress(ws, "2026-02-02", "marketing/reach") == 0.7
    wrong = okr(ws, "2026-02-10", "checkin", "marketing", "--baseline", "reach=55", "--set", "reach=58", code=2)
    hint = "okrctl checkin marketing --correct 2026-02-02 --baseline reach=55"
    assert hint in wrong.err
    okr(ws, "2026-02-10", *hint.split()[1:])
    assert text(ws).endswith("    corrects: 2026-02-02\n    results:\n      reach: {baseline: 55}\n")
    # 2 of 11 from 55, from the day of the correction on; the value of that day stands
    assert progress(ws, "2026-02-10", "marketing/reach") == round(2 / 11, 6)
    assert progress(ws, "2026-02-09", "marketing/reach") == 0.7
    okr(
        ws, "2026-02-11", "checkin", "marketing", "--correct", "2026-02-02", "--set", "reach=~", "--set", "traffic=123k"
    )
    assert "      reach: ~\n      traffic: 123000\n" in text(ws)
    assert progress(ws, "2026-02-11", "marketing/reach") is None
    assert "error" not in okr(ws, "2026-02-11", "validate", "--format", "concise").out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--correct", "2026-02-02", "--set", "traffic=1"), "no check-in of 2026-02-02 mentions traffic"),
        (("--correct", "2026-01-12", "--unchanged", "rest"), "--unchanged rest cannot be used with --correct"),
        (("--correct", "2026-01-12", "--note", "hm"), "names no key result"),
        (("--correct", "2026-03-01", "--set", "traffic=1"), "is after 2026-02-10"),
        (("--set", "traffic=~",), "--correct DATE"),
        (("--projected", "audit=soon",), "isn't a date"),
        (("--confidence", "seo=11",), "isn't a confidence"),
        (("--set", "seo=5",), "seo isn't a key result or KPI"),
    ],
)  # fmt: skip
def test_what_cannot_be_corrected_is_refused(ws: Path, args: tuple[str, ...], message: str) -> None:
    before = text(ws)
    assert message in "".join(
        okr(ws, "2026-02-10", "checkin", "marketing", *args, code=2).err.splitlines(keepends=True)
    )
    assert text(ws) == before


def test_projections_and_words_on_objectives(ws: Path) -> None:
    words = ["--projected", "traffic=140k", "--projected", "audit=2026-05-01", "--confidence", "seo=6"]
    okr(ws, "2026-02-10", "checkin", "marketing", *words, "--kr-note", "seo=Two of three levers work")
    assert "traffic: {projected: 140000}" in text(ws) and "audit: {projected: 2026-05-01}" in text(ws)
    assert "seo: {confidence: 6, note: Two of three levers work}" in text(ws)


def test_a_request_is_seen_by_its_provider_with_the_command_that_answers_it(ws: Path) -> None:
    asked = okr(ws, "2026-02-10", "ask", "technology/page-speed", "--for", "marketing/seo", "--need", "Pages under 2 s",
                "--due", "2026-03-31")  # fmt: skip
    command = "okrctl confirm technology/page-speed --for marketing/seo --due 2026-03-31"
    assert command in asked.err
    for report in ("status", "due"):
        assert command in okr(ws, "2026-02-10", report).out
    due = json.loads(okr(ws, "2026-02-10", "due", "--department", "technology", "--format", "json").out)
    assert [each["command"] for each in due["requests"]] == [command]
    assert (
        "already asks"
        in okr(ws, "2026-02-10", "ask", "technology/page-speed", "--for", "marketing/seo", "--need", "x", code=2).err
    )
    okr(ws, "2026-02-10", *command.split()[1:])
    assert command not in okr(ws, "2026-02-10", "status").out
    assert "OKR501" not in okr(ws, "2026-02-10", "validate", "--format", "concise").out


def test_a_request_to_a_whole_department_is_answered_by_naming_what_provides_it(ws: Path) -> None:
    okr(ws, "2026-02-10", "ask", "technology", "--for", "marketing/seo", "--need", "Speed")
    assert "okrctl confirm technology --for marketing/seo" in okr(ws, "2026-02-10", "due").out
    okr(ws, "2026-02-10", "confirm", "technology/speed", "--for", "marketing/seo")
    assert "{ref: technology/speed, need: Speed}" in text(ws)
    assert "promised_to: [marketing/seo]" in text(ws, "technology")


def test_only_what_never_began_is_removed_with_all_that_refers_to_it(ws: Path) -> None:
    assert "okrctl drop technology/speed --why TEXT" not in okr(ws, "2026-02-10", "due").out
    has_values = okr(ws, "2026-02-10", "remove", "marketing/traffic", code=2)
    assert "has check-ins" in has_values.err and "okrctl drop marketing/traffic --why TEXT" in has_values.err
    before = text(ws), text(ws, "technology")
    okr(ws, "2026-02-10", "new", "objective", "technology", "--title", "A slip")
    okr(ws, "2026-02-10", "ask", "technology/a-slip", "--for", "marketing/seo", "--need", "x")
    removed = okr(ws, "2026-02-10", "remove", "technology/a-slip")
    assert "marketing/seo depends_on technology/a-slip" in removed.err
    assert (text(ws), text(ws, "technology")) == before
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=ws, check=True)
    # what runs and was committed has begun, with or without values
    assert "started on 2026-01-01" in okr(ws, "2026-02-10", "remove", "technology/speed", code=2).err
    okr(ws, "2026-02-10", "remove", "marketing/later")
    assert "later" not in text(ws)
