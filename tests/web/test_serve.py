"""The live pages through their front door: what they show, what forms write, and that nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from okrctl.views.shapes import shape_of
from tests.kit.harness import PROJECT, run_cli, run_program
from tests.kit.repos import Repo
from tests.kit.serving import Fields, Served, fields_of, serving, token_of

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

EXAMPLE = PROJECT / "examples" / "northwind-outdoor"
EXAMPLE_DAY = "2026-06-19"
DAY = "2026-02-16"
MARKETING = """\
okrctl: 1
department: marketing
name: Marketing
lead: Ana
cycle: 2026-Q1
objectives:
  - id: seo
    title: Be found
    owner: Ana
    key_results:
      - id: traffic   # from search
        title: Visits from search
        baseline: 100
        target: 200
      - id: site
        title: The new site is live
        done_when: Anybody can visit it
        due: 2026-03-15
check_ins:
  - date: 2026-02-09
    by: ana@example.com
    results:
      traffic: 120
"""
TECH = """\
okrctl: 1
department: tech
name: Technology
lead: Bo
cycle: 2026-Q1
objectives:
  - id: speed
    title: Be fast
    owner: Bo
    key_results:
      - id: latency
        title: Pages in two seconds
        baseline: 5
        target: 2
        depends_on:
          - {ref: marketing/site, need: The new site, due: 2026-03-10}
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "shop").settings()
    repo.text("okrs/marketing.yaml", MARKETING)
    repo.text("okrs/tech.yaml", TECH)
    repo.commit()
    return repo


@pytest.fixture(scope="module")
def example() -> Iterator[Served]:
    with serving(EXAMPLE, day=EXAMPLE_DAY) as served:
        yield served


def sent(served: Served, path: str, fields: Fields, go: str = "write") -> str:
    """Fill in a form, look at the change, say yes; the page that tells what was written."""
    shown = served.post(path, fields)
    assert shown.code == 200, shown.text
    yes = [*fields_of(shown.text, ""), ("go", go)]
    done = served.post(path, yes)
    assert done.code == 303, done.text
    return served.get(done.headers["location"]).text


def checked_in(served: Served, department: str = "marketing", **said: str) -> Fields:
    page = served.get(f"/checkin/{department}").text
    return [
        ("csrf", token_of(page)),
        *((name.replace("__", ":").replace("_", "-"), text) for name, text in said.items()),
    ]


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("status", ["status"]),
        ("status?since=last-monday", ["status", "--since", "last-monday"]),
        ("status?department=marketing", ["status", "--department", "marketing"]),
        ("status?as_of=2026-05-04", ["status", "--as-of", "2026-05-04"]),
        ("deps", ["deps"]),
        ("deps?status=late", ["deps", "--status", "late"]),
        ("due?within=2w", ["due", "--within", "2w"]),
        ("score?ref=marketing/organic-traffic", ["score", "marketing/organic-traffic"]),
        ("forecast", ["forecast"]),
        ("health", ["health"]),
        ("tree", ["tree"]),
        ("show/marketing/organic-traffic", ["show", "marketing/organic-traffic"]),
    ],
)
def test_the_api_has_the_json_of_the_command_line(example: Served, path: str, command: list[str]) -> None:
    ran = run_cli("--root", str(EXAMPLE), "--as-of", EXAMPLE_DAY, *command, "--format", "json")
    got = example.get(f"/api/v1/{path}")
    assert got.code == 200
    assert got.text == ran.out


def test_openapi_describes_what_there_is(example: Served) -> None:
    described = json.loads(example.get("/api/v1/openapi.json").body)
    assert described["openapi"].startswith("3.1")
    for path, methods in described["paths"].items():
        got = example.get(path.replace("{ref}", "marketing/organic-traffic"))
        assert got.code == 200, path
        assert got.headers["content-type"] == "application/json"
        content = methods["get"]["responses"]["200"]["content"]["application/json"]
        assert content["schema"] == shape_of(methods["get"]["operationId"])
        names = [each["name"] for each in methods["get"]["parameters"]]
        assert len(names) == len(set(names))
    assert "/api/v1/deps" in described["paths"]


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "status?as_of=soon",
        "status?nonsense=1",
        "show/marketing/nothing",
        "status?as_of=2026-01-01&as_of=2026-01-02",
        "status?ref=../../etc/passwd",
        "status?at=nothing",
        "due?within=soon",
        "status?since=2027-01-01",
        "deps?status=odd",
    ],
)
def test_what_is_not_there_is_said_with_a_way_out(example: Served, path: str) -> None:
    got = example.get(f"/api/v1/{path}")
    assert got.code == 400
    assert set(json.loads(got.body)) == {"error", "hint"}


def test_the_pages_are_those_of_the_report_with_a_way_to_take_part(example: Served) -> None:
    page = example.get("/").text
    assert 'id="marketing/organic-traffic"' in page
    assert 'href="/checkin"' in page
    report = run_cli("--root", str(EXAMPLE), "--as-of", EXAMPLE_DAY, "report").out
    assert "/checkin" not in report
    assert example.get("/?as_of=2026-05-04").text.count("2026-05-04") > 1


def test_an_answer_that_is_known_is_not_sent_again(example: Served) -> None:
    got = example.get("/api/v1/status")
    again = example.ask("/api/v1/status", **example.known, If_None_Match=got.headers["etag"])
    assert (again.code, again.body) == (304, b"")


def test_what_changes_in_the_files_is_seen_at_once_whatever_the_clock_says(repo: Repo) -> None:
    import os

    file = repo.root / "okrs/marketing.yaml"
    with serving(repo.root, day=DAY) as served:
        before, version = served.get("/api/v1/status").text, served.get("/version").text
        stat = file.stat()
        file.write_text(file.read_text().replace("traffic: 120", "traffic: 180"))
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        after = served.get("/api/v1/status").text
        assert after != before
        assert served.get("/version").text != version
        # one file more, and other settings
        repo.text("okrs/sales.yaml", TECH.replace("tech", "sales").replace("Technology", "Sales"))
        assert '"sales"' in served.get("/api/v1/status").text
        repo.settings(organization="Other")
        assert '"Other"' in served.get("/api/v1/status").text
        repo.text("okrctl.yaml", "okrctl: [")
        assert served.get("/api/v1/status").code == 400
        repo.settings()
        assert served.get("/api/v1/status").code == 200


def test_a_revision_is_shown_and_never_written(repo: Repo) -> None:
    first = repo.git("rev-parse", "HEAD")
    repo.text(
        "okrs/marketing.yaml", (repo.root / "okrs/marketing.yaml").read_text().replace("traffic: 120", "traffic: 180")
    )
    with serving(repo.root, day=DAY) as served:
        assert '"current": 180' in served.get("/api/v1/show/marketing/traffic").text
        assert '"current": 120' in served.get(f"/api/v1/show/marketing/traffic?at={first[:10]}").text
    ran = run_program("--root", str(repo.root), "--at", "nothing", "serve", "--port", "0")
    assert ran.code == 2
    assert "there is no commit nothing" in ran.err


def test_a_check_in_shows_its_change_then_writes_and_commits_it(repo: Repo) -> None:
    file = repo.root / "okrs/marketing.yaml"
    before = file.read_bytes()
    with serving(repo.root, day=DAY) as served:
        fields = checked_in(served, value__traffic="1,45", by="ana@example.com")
        refused = served.post("/checkin/marketing", fields)
        assert refused.code == 422
        assert 'value="1,45"' in refused.text
        fields = checked_in(
            served,
            value__traffic="145", confidence__traffic="7", note__traffic='Up & "away"', blocked__traffic="the site",
            done__site="on", whole_note="Two\r\nlines", by="ana@example.com", date=DAY,
        )  # fmt: skip
        shown = served.post("/checkin/marketing", fields)
        assert "Nothing is written yet" in shown.text
        assert "145" in shown.text
        assert file.read_bytes() == before
        told = sent(served, "/checkin/marketing", fields, "commit")
        assert "Written" in told
        assert '"current": 145' in served.get("/api/v1/show/marketing/traffic").text
    after = file.read_bytes()
    assert after.startswith(before)
    added = after[len(before) :].decode()
    assert 'Up & "away" Blocked by: the site' in added.replace("''", "'").replace('\\"', '"')
    assert "site: done" in added
    assert repo.git("log", "-1", "--format=%s") == f"Check in marketing for {DAY}"
    assert repo.git("status", "--porcelain") == ""


def test_a_change_is_written_once_and_only_as_it_was_shown(repo: Repo) -> None:
    file = repo.root / "okrs/marketing.yaml"
    with serving(repo.root, day=DAY) as served:
        fields = checked_in(served, value__traffic="+=3", by="ana@example.com")
        yes = [*fields_of(served.post("/checkin/marketing", fields).text, ""), ("go", "write")]
        # three more than now is another number
        file.write_text(file.read_text() + "  - {date: 2026-02-13, by: bo@example.com, results: {traffic: 150}}\n")
        looked = served.post("/checkin/marketing", yes)
        assert looked.code == 200
        assert "have changed since" in looked.text
        yes = [*fields_of(looked.text, ""), ("go", "write")]
        assert served.post("/checkin/marketing", yes).code == 303
        written = file.read_text()
        assert "153" in written
        again = served.post("/checkin/marketing", yes)
        assert again.code in (200, 422)
        assert "sent already" in again.text or again.code == 422
        assert file.read_text() == written


def test_a_correction_says_what_was_said_and_leaves_it_there(repo: Repo) -> None:
    with serving(repo.root, day=DAY) as served:
        page = served.get("/checkin/marketing?correct=2026-02-09").text
        assert "Said that day" in page
        assert "120" in page
        fields = [*fields_of(page, "/checkin/marketing"), ("value:traffic", "112"), ("by", "ana@example.com")]
        fields = [each for each in fields if each not in [("by", ""), ("value:traffic", "")]]
        by = next(at for at, (name, _) in enumerate(fields) if name == "by")
        fields = [each for at, each in enumerate(fields) if each[0] != "by" or at == by]
        sent(served, "/checkin/marketing", fields)
    text = (repo.root / "okrs/marketing.yaml").read_text()
    assert "traffic: 120" in text
    assert "corrects: 2026-02-09" in text


def test_ask_and_promise(repo: Repo) -> None:
    with serving(repo.root, day=DAY) as served:
        page = served.get("/requests").text
        assert "The new site" in page
        assert "promised_to" in served.post("/confirm", fields_of(page, "/confirm")).text
        sent(served, "/confirm", fields_of(page, "/confirm"))
        assert "Nothing waits for an answer" in served.get("/requests").text
        asks = [("csrf", token_of(page)), ("consumer", "marketing/seo"), ("provider", "tech"), ("need", "<b>Help</b>")]
        told = sent(served, "/ask", asks)
        assert "&lt;b&gt;Help" in told
        empty = served.post("/ask", [("csrf", token_of(page)), ("consumer", "marketing/seo"), ("provider", "tech")])
        assert empty.code == 422
        assert "what is needed" in empty.text
    assert "promised_to" in (repo.root / "okrs/marketing.yaml").read_text()
    assert "<b>Help</b>" in (repo.root / "okrs/marketing.yaml").read_text()
    assert run_cli("--root", str(repo.root), "validate", "--as-of", DAY).code == 0


@pytest.mark.reliability("Writing", "eight people check in on the live page at the same time")
def test_eight_people_at_once_lose_nothing(repo: Repo, record_property: pytest.RecordProperty) -> None:
    people = [f"person-{number}@example.com" for number in range(8)]
    with serving(repo.root, day=DAY) as served:

        def one_of(who: str) -> int:
            number = people.index(who)
            fields = checked_in(served, value__traffic=str(130 + number), by=who)
            shown = served.post("/checkin/marketing", fields)
            return served.post("/checkin/marketing", [*fields_of(shown.text, ""), ("go", "commit")]).code

        with ThreadPoolExecutor(8) as pool:
            codes = list(pool.map(one_of, people))
    assert codes == [303] * 8
    text = (repo.root / "okrs/marketing.yaml").read_text()
    assert [text.count(who) for who in people] == [1] * 8
    assert [text.count(f"traffic: {130 + number}\n") for number in range(8)] == [1] * 8
    assert repo.git("rev-list", "--count", "HEAD") == "9"
    record_property("tried", 8)


def test_hostile_texts_stay_texts(repo: Repo) -> None:
    evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}"
    with serving(repo.root, day=DAY) as served:
        fields = checked_in(served, value__traffic=evil, note__traffic=evil, by=evil, whole_note=evil)
        pages = [
            served.post("/checkin/marketing", fields),
            served.post("/checkin/marketing", [*fields, ("go", "edit")]),
        ]
        named = [("csrf", fields[0][1]), (f"value:{evil}", "1"), ("by", "ana@example.com")]
        pages += [served.post("/checkin/marketing", named), served.get(f"/checkin/{quote(evil, safe='')}")]
        pages += [served.get(f"/?department={quote(evil)}"), served.get(f"/checkin/marketing?correct={quote(evil)}")]
        asks = [("csrf", fields[0][1]), ("consumer", evil), ("provider", evil), ("need", evil), ("due", evil)]
        pages += [served.post("/ask", asks), served.post("/confirm", asks), served.get(f"/source/{quote(evil)}")]
        repo.text("okrs/tech.yaml", f"{TECH}# {evil}\n")
        pages.append(served.get("/source/okrs/tech.yaml"))
    for page in pages:
        assert page.code in (200, 400, 404, 422), page.text
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "internal error" not in page.text


@pytest.mark.reliability("Sinks", "paths for which the live pages show no file")
def test_a_line_of_a_file_is_shown_and_no_other_file(repo: Repo, record_property: pytest.RecordProperty) -> None:
    (repo.root / "okrs/notes.txt").write_text("secret")
    (repo.root.parent / "other.yaml").write_text("secret: 1")
    first = repo.git("rev-parse", "HEAD")
    with serving(repo.root, day=DAY) as served:
        assert 'href="/source/okrs/marketing.yaml#L11"' in served.get("/").text
        page = served.get("/source/okrs/marketing.yaml").text
        assert '<span id="L11">' in page and "Visits from search" in page
        old = served.get(f"/?at={first}").text
        assert f'href="/source/okrs/marketing.yaml?at={first}#L11"' in old
        assert served.get(f"/source/okrs/marketing.yaml?at={first}").code == 200
        tried = ["okrs/notes.txt", "../other.yaml", "%2e%2e/other.yaml", ".git/config", "okrctl.yaml", "/etc/hostname"]
        record_property("tried", len(tried))
        for path in tried:
            got = served.get(f"/source/{path}")
            assert (got.code, "secret" in got.text) == (400, False), path


def test_a_name_that_no_repository_can_have_is_refused(example: Served) -> None:
    answer = example.get("/api/v1/status?at=a%00b")
    assert (answer.code, "there is no commit" in answer.text) == (400, True)


@pytest.mark.reliability("Live page", "an address that names a file of the machine: refused alike, whether it is there")
def test_nobody_finds_out_which_files_there_are(example: Served, tmp_path: Path) -> None:
    there = tmp_path / "secret.yaml"
    there.write_text("okrctl: 1\n")
    told = [
        example.get(f"/api/v1/{report}{quote(str(path), safe='')}").text.replace(path.name, "")
        for report in ("show/", "status?ref=")
        for path in (there, tmp_path / "nothing.yaml")
    ]
    assert told[0] == told[1]
    assert told[2] == told[3]


def test_a_department_whose_file_is_broken_is_not_denied(repo: Repo) -> None:
    with serving(repo.top, day=DAY) as served:
        repo.text("okrs/marketing.yaml", MARKETING + "  - [\n")
        assert "okrs/marketing.yaml cannot be read" in served.get("/checkin/marketing").text
        assert "Left out for errors: okrs/marketing.yaml" in served.get("/checkin").text
