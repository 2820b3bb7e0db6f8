"""A quarter's whole life on the shipped template, in a real git repository: from the empty folder to the next cycle."""

from __future__ import annotations

import json
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.kit.harness import Ran, environment, run_cli

WEEKS = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(13)]
LATE, MET = date(2026, 2, 13), date(2026, 2, 17)
"""Two days around the delivery of what customer service waits for: asked for by 11 February, done on the 16th."""

STEPS = {
    "customer-service": {2: "return-portal=designed", 8: "return-portal=website"},
    "product": {6: "return-policy=done", 3: "standard-packaging=measured", 8: "standard-packaging=tested"},
    "marketing": {2: "recommendations=chosen", 5: "targeted-emails=segments", 9: "recommendations=website"},
}
VALUES = {
    "customer-service": {"processing-time": (100, -1.5), "return-inquiries": (200, -2)},
    "product": {"product-descriptions": (60, 3), "order-value": (80, 0.25)},
    "marketing": {"repeat-purchases": (20, 0.04)},
}


class Company:
    """The workspace, its repository and the day."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.patch, self.day = root, monkeypatch, date(2026, 1, 1)

    def on(self, day: date) -> Company:
        """The same on another day; commits carry it."""
        self.day = day
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            self.patch.setenv(name, f"{day}T12:00:00+00:00")
        return self

    def run(self, *args: str, code: int = 0, stdin: str = "") -> Ran:
        ran = run_cli("--as-of", self.day.isoformat(), *args, cwd=self.root, stdin=stdin)
        assert ran.code == code, f"{args}\n{ran.err}{ran.out}"
        return ran

    def json(self, *args: str, code: int = 0) -> Any:
        return json.loads(self.run(*args, "--format", "json", code=code).out)

    def git(self, *args: str) -> str:
        done = subprocess.run(["git", *args], cwd=self.root, env=environment(), capture_output=True, check=True)
        return done.stdout.decode()

    def commit(self, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", message)

    def check_in(self, department: str, week: int) -> None:
        """One week's values, counted from their baselines; the first ones bring those along."""
        results: dict[str, Any] = {}
        for id, (start, step) in VALUES[department].items():
            value = f"{start + step * (week + 1):.2f}"
            with_baseline = week == 0 and id != "product-descriptions"
            results[id] = {"value": value, "baseline": str(start), "confidence": "7"} if with_baseline else value
        entry = json.dumps({"results": results})
        step = STEPS[department].get(week)
        steps = ("--set", step) if step else ()
        self.run("checkin", department, "--from", "-", *steps, "--unchanged", "rest", "--commit", stdin=entry)

    def results(self, cycle: str) -> dict[str, dict[str, Any]]:
        """Every key result of the objectives of a cycle, by reference."""
        status = self.json("status", "--cycle", cycle)
        return {
            result["ref"]: result
            for department in status["departments"]
            for objective in department["objectives"]
            if objective["cycle"]["name"] == cycle
            for result in objective["key_results"]
        }


def stripped(results: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Without the lines on which things stand, which edits move."""
    return {ref: {key: value for key, value in each.items() if key != "line"} for ref, each in results.items()}


def test_a_quarter_from_draft_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shop = Company(tmp_path / "shop", monkeypatch)
    shop.root.mkdir()
    begin(shop.on(date(2026, 1, 1)))
    seen = thirteen_weeks(shop)
    assert shop.git("log", "--format=%as %s", "-1") == "2026-03-30 Check in marketing for 2026-03-30\n"
    graded = close(shop.on(date(2026, 4, 2)))
    carry_over(shop.on(date(2026, 4, 3)), graded)
    go_on(shop.on(date(2026, 4, 6)))
    for day, results in seen.items():
        # whatever happened since, that day is what it was
        assert stripped(shop.on(day).results("2026-Q1")) == results
    the_whole_history(shop.on(date(2026, 4, 7)))


def begin(shop: Company) -> None:
    shop.git("init", "-q", "-b", "main")
    shop.run("init", "--start", "2026-01-01", "--organization", "Corner Shop")
    # nobody has promised this one yet
    path = shop.root / "okrs" / "product.yaml"
    promise = "        promised_to:\n          - {ref: customer-service/returns, due: 2026-02-04}\n"
    assert promise in path.read_text()
    path.write_text(path.read_text().replace(promise, ""))
    shop.run("validate", "--today")
    shop.commit("Begin")


def thirteen_weeks(shop: Company) -> dict[date, dict[str, dict[str, Any]]]:
    """Check-ins, a late dependency, an amendment; what was seen on some of the days."""
    seen = {}
    for week, day in enumerate(WEEKS):
        for department in VALUES:
            shop.on(day).check_in(department, week)
        if week == 5:
            waiting(shop.on(LATE), "late", code=1)
            sign(shop)
        if week == 6:
            waiting(shop.on(MET), "met", code=0)
        if week == 7:
            seen[day] = stripped(shop.on(day).results("2026-Q1"))
            amend(shop.on(day + timedelta(days=1)))
    seen[shop.day] = stripped(shop.results("2026-Q1"))
    return seen


def waiting(shop: Company, state: str, code: int) -> None:
    """How customer service's wait for the return policy stands."""
    found = shop.json("deps", "customer-service/returns", "--fail-on", "late", code=code)
    rows = [row for row in found["dependencies"] if row["on"] == "product/return-policy"]
    # what is met needs no chain and no exposure
    assert [(row["state"], row["exposed"]) for row in rows] == [(state, state == "late")]


def asked(shop: Company) -> dict[str, Any]:
    """What customer service needs of product."""
    found = shop.json("deps", "customer-service/returns")["dependencies"]
    row: dict[str, Any]
    (row,) = [each for each in found if each["on"] == "product/return-policy"]
    return row


def sign(shop: Company) -> None:
    """The provider of what is late promises a day of its own; that it is late stays true, and both days are told."""
    home, promise = shop.root / "okrs" / "product.yaml", "product/return-policy"
    before = home.read_text()
    row = asked(shop)
    assert (row["due"], row["promised"], row["confirmed"]) == ("2026-02-11", None, False)
    assert "customer-service/returns needs product/return-policy" in shop.run("validate", "--select", "OKR501").out
    for_whom = ("--for", "customer-service/returns", "--due", "2026-02-16")
    shop.run("confirm", promise, *for_whom, "--dry-run")
    assert home.read_text() == before
    shop.run("confirm", promise, *for_whom)
    assert shop.git("status", "--short") == " M okrs/product.yaml\n"
    assert [line for line in shop.git("diff", "-U0").splitlines() if line[0] in "+-"][2:] == [
        "+        promised_to:",
        "+          - {ref: customer-service/returns, due: 2026-02-16}",
    ]
    row = asked(shop)
    assert (row["due"], row["promised"], row["state"]) == ("2026-02-11", "2026-02-16", "late")
    assert "already has this promise" in shop.run("confirm", promise, *for_whom, code=2).err
    shop.commit("Promise the return policy for the 16th")


def amend(shop: Company) -> None:
    """A target is eased: without a trace it is an error, with one it is told."""
    path = shop.root / "okrs" / "customer-service.yaml"
    before = path.read_text()
    path.write_text(before.replace("        change: -15%\n", "        change: -12%\n", 1))
    assert "OKR701" in shop.run("validate", "--base", "HEAD", code=1).out
    path.write_text(before)
    why = ("--why", "The new catalogue brings questions of its own", "--approved-by", "founder")
    shop.run("amend", "customer-service/return-inquiries", "--to", "-12%", *why)
    shop.run("validate", "--base", "HEAD")
    told = shop.run("diff", "HEAD").out
    assert "customer-service/return-inquiries" in told and told.index("Easier") < told.index("return-inquiries")
    shop.commit("Amend the target for return inquiries")


def close(shop: Company) -> dict[str, dict[str, Any]]:
    """Final values in the week after the end, then the grades."""
    shop.run("checkin", "customer-service", "--set", "return-inquiries=176", "--commit")
    text = (shop.root / "okrs" / "customer-service.yaml").read_text()
    assert text.endswith("    results:\n      return-inquiries@2026-Q1: 176\n")
    before = shop.results("2026-Q1")
    assert before["customer-service/return-inquiries"]["progress"] == 1
    due = shop.run("validate", "--today", "--all").out
    assert "customer-service/returns ended on 2026-03-31 and was not closed" in due
    learned = ("returns=People print less than we thought", "return-portal=The app came last, and did not come")
    ran = shop.run("close", "2026-Q1", *(part for text in learned for part in ("--learned", text)))
    assert "customer-service/processing-time was committed and missed" in ran.err
    shop.run("validate", "--base", "HEAD")
    changed = shop.git("diff", "--unified=0", "--", "okrs").splitlines()
    lines = [line for line in changed if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    # nothing but closing entries, and nothing taken away
    assert lines and all(line.lstrip("+ ").startswith(("closed:", "date:", "learned:")) for line in lines)
    shop.commit("Close the first quarter")
    assert shop.json("status")["organization"]["to_close"] == []
    graded = shop.results("2026-Q1")
    assert {each["status"] for each in graded.values()} == {"achieved", "partly", "missed"}
    review = shop.run("retro", "2026-Q1").out
    for words in ("People print less than we thought", "The new catalogue brings questions of its own"):
        assert words in review
    return graded


def carry_over(shop: Company, graded: dict[str, dict[str, Any]]) -> None:
    ran = shop.run("rollover", "--from", "2026-Q1", "--to", "2026-Q2", "--no-input")
    assert "goes from" not in ran.err
    shop.run("validate", "--base", "HEAD")
    told = shop.json("diff", "HEAD")
    events = {(event, each["ref"]) for each in told["items"] for event in each["events"]}
    assert ("added", "customer-service/returns") in events
    # what supports something that goes on says of which cycle; nothing else of the old plan is touched
    assert {field["field"] for each in told["items"] for field in each["fields"]} <= {"supports"}
    assert not {event for event, _ in events} & {"deleted", "moved", "dropped"}
    assert told["check_ins"] == []
    shop.commit("Carry over to the second quarter")
    assert stripped(shop.results("2026-Q1")) == stripped(graded)
    going_on = shop.results("2026-Q2")
    missed = {ref for ref, each in graded.items() if each["status"] in ("missed", "partly")}
    assert set(going_on) == missed
    portal = shop.json("show", "customer-service/return-portal@2026-Q2")
    assert "return-portal@2026-Q1" in json.dumps(portal)
    time = going_on["customer-service/processing-time"]
    assert (time["baseline"], time["target"]) == (80.5, 80)
    for department in VALUES:
        assert (shop.root / "okrs" / "archive" / f"{department}-2026-Q1.journal.yaml").exists()


def go_on(shop: Company) -> None:
    """The first week of the next cycle: the same ids, a journal that has begun anew."""
    owed = [item["ref"] for item in shop.json("due", "--within", "7d")["items"]]
    assert "customer-service/processing-time" in owed
    shop.run("checkin", "customer-service", "--set", "processing-time=80.2", "--commit")
    assert shop.git("show", "--format=", "--name-only").split() == ["okrs/customer-service.yaml"]
    result = shop.results("2026-Q2")["customer-service/processing-time"]
    assert (result["current"], result["progress"], result["status"]) == (80.2, 0.6, "on-track")
    shop.run("validate", "--today", "--base", "HEAD")


def the_whole_history(shop: Company) -> None:
    old = shop.json("history", "customer-service/return-inquiries@2026-Q1")
    assert [point["date"] for point in old["check_ins"]] == [*(day.isoformat() for day in WEEKS), "2026-04-02"]
    changes = [
        field for event in old["plan"] for field in event["fields"] if field["field"] == "change" and field["from"]
    ]
    assert [(each["from"], each["to"], each["judgement"]) for each in changes] == [("-15%", "-12%", "easier")]
    assert {event["by"] for event in old["plan"]} == {"Ana Ruiz"}
    new = shop.json("history", "customer-service/processing-time")
    assert [point["value"] for point in new["check_ins"]] == [80.2]
    assert next(event["date"] for event in new["plan"]) == "2026-04-03"
    # the plan and the scores of a commit can be had without touching the working tree
    begun = shop.git("rev-list", "--max-parents=0", "HEAD").strip()
    assert shop.json("status", "--at", begun)["organization"]["coverage"]["reported"] == 0
    assert shop.git("status", "--porcelain") == ""
    assert int(shop.git("rev-list", "--count", "HEAD")) == 1 + 3 * len(WEEKS) + 6
