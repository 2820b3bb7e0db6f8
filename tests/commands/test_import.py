"""``okrctl import``: what each export and document comes to, again and again, and what it refuses."""

from __future__ import annotations

import json
import shlex
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.kit.harness import PROJECT, Ran, run_cli

DATA = PROJECT / "tests" / "data" / "import"
ANSWERS = ["--cycle", "2026-Q1", "--department", "misc", "--fiscal-year", "2:end", "--as-of", "2026-11-30"]
NAMES = [
    "objectives",
    "key_results",
    "other_rows",
    "check_ins",
    "undated_values",
    "people_and_teams",
    "key_results_of_an_objective",
    "other_links",
    "weights",
]
# counted by hand, by another reader, and with grep
EXPECTED = {
    "documents/md-table-with-scores.md": (5, 12, 0, 0, 23, 3, 12, 0, 0),
    "documents/md-nested-numbered.md": (2, 14, 18, 0, 0, 10, 14, 18, 0),
    "documents/md-department-and-team-headings.md": (29, 73, 0, 0, 0, 7, 73, 0, 0),
    "documents/md-bold-objectives-with-why.md": (22, 61, 12, 0, 0, 0, 61, 0, 0),
    "documents/md-prose-and-task-table.md": (1, 1, 11, 0, 0, 1, 1, 11, 0),
    "documents/md-nested-bullets-with-labels.md": (4, 13, 0, 0, 0, 0, 13, 0, 0),
    "documents/md-headings-quarter-objective-key-results.md": (4, 21, 0, 0, 0, 0, 21, 0, 0),
    "documents/md-table-okr2go.md": (1, 3, 0, 0, 3, 1, 3, 0, 0),
    "documents/yaml-gitokr.yml": (4, 10, 0, 0, 7, 0, 10, 0, 0),
    "documents/yaml-okrchestra.yml": (2, 6, 0, 0, 0, 2, 6, 0, 0),
    "documents/csv-okra.csv": (4, 8, 0, 0, 2, 0, 4, 0, 0),
    "exports/viva-goals.csv": (1, 4, 1, 8, 0, 5, 2, 1, 3),
    "exports/viva-goals": (1, 2, 1, 3, 1, 3, 2, 2, 1),
    "exports/gitlab-work-items.csv": (4, 8, 2, 0, 0, 5, 7, 2, 6),
    "exports/gitlab-graphql.json": (4, 8, 0, 7, 1, 5, 7, 1, 0),
    "exports/appfire-okr.csv": (4, 11, 1, 0, 11, 9, 10, 2, 11),
    "exports/burningokr-en.xlsx": (5, 12, 0, 0, 12, 0, 12, 3, 0),
    "exports/burningokr-de.xlsx": (5, 10, 0, 0, 10, 0, 10, 2, 0),
    "exports/open-okr": (9, 12, 0, 0, 0, 8, 12, 5, 5),
    "exports/betterworks.csv": (4, 8, 0, 0, 8, 5, 8, 0, 0),
    "exports/peoplebox.csv": (4, 9, 1, 0, 8, 7, 8, 3, 0),
    "exports/culture-amp.csv": (9, 15, 0, 0, 14, 9, 15, 0, 0),
    "exports/peoplecues.xlsx": (8, 11, 0, 0, 0, 8, 11, 0, 0),
    "exports/goalscape.csv": (3, 9, 3, 0, 8, 0, 9, 5, 15),
    "exports/okrchestra/org.yml": (2, 5, 0, 4, 0, 6, 5, 0, 0),
    "exports/okrchestra/team-technology.yml": (2, 4, 0, 3, 0, 2, 4, 0, 0),
    "exports/quantive": (6, 11, 0, 0, 11, 8, 11, 2, 0),
    "exports/tability": (3, 7, 4, 11, 0, 5, 7, 5, 7),
    "exports/sheets/checkin-log-semicolon-decimal-comma.csv": (5, 8, 0, 17, 0, 6, 8, 0, 0),
    "exports/sheets/hierarchy-merged-cells.xlsx": (7, 13, 3, 0, 12, 7, 13, 7, 5),
    "exports/sheets/one-row-per-key-result-german.csv": (7, 10, 0, 0, 9, 8, 10, 0, 2),
    "exports/sheets/series-date-by-key-result.csv": (0, 5, 0, 48, 0, 0, 0, 0, 0),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Thistlemoor\n")
    return tmp_path


def answers_for(name: str) -> list[str]:
    german = "german" in name or "checkin-log" in name
    months = "appfire" in name
    return [
        *ANSWERS,
        *([] if german else ["--decimal", "point"]),
        *(["--dates", "month-first" if months else "day-first"]),
    ]


def imported(workspace: Path, *args: str) -> tuple[Ran, Any]:
    ran = run_cli("import", *args, "--format", "json", cwd=workspace)
    return ran, json.loads(ran.out) if ran.out.startswith("{") else None


def files_of(workspace: Path) -> dict[str, bytes]:
    return {path.relative_to(workspace).as_posix(): path.read_bytes() for path in workspace.rglob("*.yaml")}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_source_gives_what_was_counted_by_hand(name: str, workspace: Path) -> None:
    ran, report = imported(workspace, str(DATA / name), *answers_for(name))
    assert ran.code == 0, ran.err
    found = [sum(source["counts"][each] for source in report["sources"]) for each in NAMES]
    assert dict(zip(NAMES, found, strict=True)) == dict(zip(NAMES, EXPECTED[name], strict=True))
    checked = run_cli("validate", "--format", "json", "--as-of", "2026-11-30", cwd=workspace)
    assert json.loads(checked.out)["summary"]["error"] == 0, checked.out
    before = files_of(workspace)
    ran, report = imported(workspace, str(DATA / name), *answers_for(name))
    assert report["new"] == {"items": 0, "check_ins": 0}
    assert report["files"] == []
    assert files_of(workspace) == before


def test_dry_run_shows_what_the_run_writes(workspace: Path) -> None:
    args = ("import", str(DATA / "exports/viva-goals.csv"))
    shown = run_cli(*args, "--dry-run", cwd=workspace).out
    assert files_of(workspace).keys() == {"okrctl.yaml"}
    run_cli(*args, cwd=workspace)
    for path, data in files_of(workspace).items():
        if path != "okrctl.yaml":
            assert all(f"+{line}" in shown for line in data.decode().splitlines())


def test_a_newer_export_brings_only_what_is_new(workspace: Path) -> None:
    source = (DATA / "exports/viva-goals.csv").read_text()
    first = workspace / "first.csv"
    newest = (
        "Checkin Date: 2025-09-15; User: Dan Example; Note: ; Metric Name: Orders on time; Status: At Risk; "
        "Current Value: 83%; Activity Date: 2025-09-15 09:15:00 UTC;"
    )
    assert source.count(newest) == 1
    first.write_text(source.replace(newest, ""))
    ran, report = imported(workspace, str(first))
    assert report["new"]["check_ins"] == 7, ran.err
    ran, report = imported(workspace, str(DATA / "exports/viva-goals.csv"))
    assert report["new"] == {"items": 0, "check_ins": 1}, ran.err
    assert "delivery-promise-kept: {value: 83" in (workspace / "okrs/company.yaml").read_text()


def test_an_id_with_invisible_characters_is_known_again(workspace: Path) -> None:
    shutil.copytree(DATA / "exports/tability", workspace / "tability")
    objectives = workspace / "tability/objectives.json"
    objectives.write_text(objectives.read_text().replace("dd", "d\u202ed").replace("55", "5\u200f5"))
    first, _ = imported(workspace, "tability", *ANSWERS)
    assert first.code == 0, first.err
    before = files_of(workspace)
    _, report = imported(workspace, "tability", *ANSWERS)
    assert report["new"] == {"items": 0, "check_ins": 0}
    assert files_of(workspace) == before


def reshaped(data: Any, of: type, value: Any) -> Any:
    """The data with another value in place of each text, number, list … inside it."""
    if isinstance(data, dict):
        return {key: value if type(each) is of else reshaped(each, of, value) for key, each in data.items()}
    if isinstance(data, list):
        return [reshaped(each, of, value) for each in data]
    return data


@pytest.mark.parametrize("name", ["gitlab-graphql.json", "quantive", "tability", "viva-goals"])
@pytest.mark.reliability("Import", "exports with values of other types in all places: imported or refused, no crash")
def test_values_of_any_type_are_read(
    name: str, workspace: Path, record_property: Callable[[str, object], None]
) -> None:
    source = DATA / "exports" / name
    originals = sorted(source.glob("*.json")) if source.is_dir() else [source]
    tried = 0
    for of in (str, int, float, bool, type(None), list, dict):
        for value in ("", "x", 7, True, None, [], [None, True, {"a": None}], {}, {"a": [None]}):
            copies = []
            for original in originals:
                copies.append(workspace / original.name)
                copies[-1].write_text(json.dumps(reshaped(json.loads(original.read_text()), of, value)))
            ran = run_cli("import", *(copy.name for copy in copies), "--dry-run", *ANSWERS, cwd=workspace)
            assert ran.code in (0, 1, 2), (of, value, ran.err)
            tried += 1
    record_property("tried", tried)


def test_what_exists_by_hand_is_named_and_can_be_made_known(workspace: Path) -> None:
    (workspace / "okrs").mkdir(exist_ok=True)
    plan = (
        "okrctl: 1\ndepartment: shop\nname: Shop\nlead: Ann\ncycle: 2026-Q1\nobjectives:\n  - id: sell-more\n"
        "    title: Sell more\n    key_results:\n      - {id: orders, title: Orders, baseline: 1, target: 2}\n"
    )
    (workspace / "okrs/shop.yaml").write_text(plan)
    (workspace / "a.csv").write_text(
        "Department,Objective,Key Result,Baseline,Target,Cycle,Owner\nShop,Sell more,Orders,1,2,2026-Q1,Ann\n"
    )
    _, report = imported(workspace, "a.csv", "--dry-run")
    told = next(each for each in report["sources"][0]["remarks"] if "exists here already" in each["message"])
    assert "'Sell more' exists here already; imported as shop/sell-more-2, and 1 more" in told["message"]
    known = plan.replace("    title: Sell", "    x-id: sheet:shop/sell-more\n    title: Sell")
    known = known.replace("target: 2}", "target: 2, x-id: sheet:shop/sell-more/orders}")
    (workspace / "okrs/shop.yaml").write_text(known)
    _, report = imported(workspace, "a.csv", "--dry-run")
    assert report["new"]["items"] == 0


def test_the_two_exports_of_gitlab_are_one(workspace: Path) -> None:
    names = [str(DATA / "exports" / name) for name in ("gitlab-work-items.csv", "gitlab-graphql.json")]
    ran, report = imported(workspace, *names, *ANSWERS)
    assert ran.code == 0, ran.err
    assert len(report["sources"]) == 1
    assert report["sources"][0]["counts"]["objectives"] == 4
    assert report["sources"][0]["counts"]["key_results"] == 8
    assert report["sources"][0]["counts"]["check_ins"] == 7


@pytest.mark.parametrize(
    ("name", "code", "way"),
    [
        ("exports/appfire-okr.csv", "OKR914", "--dates day-first"),
        ("exports/goalscape.csv", "OKR914", "--dates day-first"),
        ("exports/peoplebox.csv", "OKR913", "--decimal point"),
        ("exports/sheets/series-date-by-key-result.csv", "OKR914", "--dates day-first"),
        ("documents/md-table-with-scores.md", "OKR915", "--cycle"),
        ("documents/md-prose-and-task-table.md", "OKR915", "--fiscal-year"),
    ],
)
def test_what_is_ambiguous_is_refused_with_its_place_and_its_way_out(
    name: str, code: str, way: str, workspace: Path
) -> None:
    ran = run_cli("import", str(DATA / name), cwd=workspace)
    assert ran.code == 1
    assert code in ran.out
    assert way in ran.out
    assert f"{Path(name).name}:" in ran.out
    assert files_of(workspace).keys() == {"okrctl.yaml"}


def test_a_mapping_decides_columns_and_single_items(workspace: Path) -> None:
    sheet = workspace / "goals.csv"
    sheet.write_text("Was,Woran,Von,Bis,Heute\nPlants live,Losses,10,5,8\nPlants live,Calls,4,4,3\n")
    mapping = workspace / "answers.yaml"
    mapping.write_text(
        "columns: {Was: objective, Woran: key result, Von: baseline, Bis: target, Heute: value}\n"
        "cycle: 2026-Q1\ndepartment: care\nowner: Ida\nvalue_date: 2026-02-01\n"
        "items: {'sheet:plants-live/calls': {at_most: 4}}\n"
    )
    assert "OKR912" in run_cli("import", "goals.csv", cwd=workspace).out
    ran, _ = imported(workspace, "goals.csv", "--mapping", "answers.yaml", "--as-of", "2026-03-01")
    assert ran.code == 0, ran.err
    text = (workspace / "okrs/care.yaml").read_text()
    assert "baseline: 10" in text
    assert "at_most: 4" in text
    assert "losses: 8" in text
    assert "draft" not in text


HOSTILE = {
    "bad.csv": b'a,b\n"never closed',
    "latin.csv": b"Objective,Key result\n\xe9t\xe9,x\n",
    "long.csv": b"Objective,Key result\nx," + b"y" * 120_000 + b"\n",
    "longer.csv": b"Objective,Key result\nx," + b"y" * (1 << 20) + b"\n",
    "nul.csv": b"\0\1\2" * 100,
    "deep.json": b"[" * 100_000,
    "bomb.yaml": b"a: &a [x, x]\nb: !!python/object:os.system [*a]\n",
    "empty.md": b"",
    "html.md": b"<script>alert(1)</script>\n",
    "not.xlsx": b"PK\3\4 no archive",
    "old.xls": b"\xd0\xcf\x11\xe0",
    "rows.csv": b"Objective,Key result\n" + b"a,b\n" * 200_001,
    "columns.csv": b"Objective,Key result" + b",x" * 1_000 + b"\n",
    "values.json": b"[" + b"1," * 5_000_001 + b"1]",
    "headings.csv": b",".join(b"heading-%d" % number for number in range(900)) + b"\nx\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_get_a_coded_answer(name: str, workspace: Path) -> None:
    (workspace / name).write_bytes(HOSTILE[name])
    ran = run_cli("import", name, "--department", "x", "--cycle", "2026", cwd=workspace)
    assert ran.code == 1, ran.err
    assert f"{name}:" in ran.out
    assert "OKR91" in ran.out
    assert "internal error" not in ran.err
    assert len(ran.out) < 2_000
    assert not (workspace / "okrs").exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("long.csv", "65,536 characters"),
        ("rows.csv", "up to 200,000 rows"),
        ("columns.csv", "1,000 columns"),
        ("values.json", "more than 5,000,000 values"),
    ],
)
def test_the_limit_that_a_file_exceeds_is_named(name: str, words: str, workspace: Path) -> None:
    (workspace / name).write_bytes(HOSTILE[name])
    assert words in run_cli("import", name, cwd=workspace).out


def test_a_workbook_that_unpacks_to_a_flood_is_refused(workspace: Path) -> None:
    with zipfile.ZipFile(workspace / "flood.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (60 << 20))
    ran = run_cli("import", "flood.xlsx", cwd=workspace)
    assert (ran.code, "OKR911" in ran.out, "unpacked" in ran.out) == (1, True, True)


def test_formulas_are_not_run_and_what_they_would_have_said_is_named(workspace: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Objective", "Key result", "Start", "Target"])
    sheet.append(["Plants live", "Losses", "=2+3", '=HYPERLINK("http://example.com")'])
    book.save(workspace / "formula.xlsx")
    ran, report = imported(workspace, "formula.xlsx", "--department", "care", "--cycle", "2026")
    assert ran.code == 0, ran.err
    assert sum("formula" in left["text"] for source in report["sources"] for left in source["left"]) == 2


def test_a_cell_of_a_workbook_may_be_only_so_long(workspace: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["Objective", "MARK"])
    book.save(workspace / "short.xlsx")
    source = zipfile.ZipFile(workspace / "short.xlsx")
    with zipfile.ZipFile(workspace / "long.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.namelist():
            archive.writestr(part, source.read(part).replace(b"MARK", b"x" * (1 << 20)))
    ran = run_cli("import", "long.xlsx", cwd=workspace)
    assert (ran.code, "OKR911" in ran.out, "65,536 characters" in ran.out) == (1, True, True)


@pytest.mark.parametrize(
    "line",
    [
        "~" * 60_000,
        "~a" * 30_000,
        "x" + " " * 60_000 + "y",
        "from " + "1," * 30_000,
        "x " + "(" * 60_000,
        "x " + "@a " * 20_000 + "x",
        "*a **b " * 8_000,
        "1 " * 30_000,
    ],
    ids=range(8),
)
def test_lines_that_patterns_could_get_lost_in(line: str, workspace: Path) -> None:
    (workspace / "a.md").write_text(f"## Objective: A\n\n- KR: {line}\n- KR: B\n")
    ran, report = imported(workspace, "a.md", "--department", "x", "--cycle", "2026")
    assert ran.code == 0, ran.err
    # a line of signs alone has no title, and is skipped
    assert report["new"]["items"] == (3 if line.strip("~") else 2)


def test_nothing_is_fetched_or_run(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openpyxl import Workbook

    def refused(*args: object, **keys: object) -> None:
        raise AssertionError("an import has nothing to connect to or to start")

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Objective", "Key result", "Start", "Target"])
    sheet.append(["=cmd|' /c calc'!A1", "'[http://example.com/x.xlsx]S'!A1", '=WEBSERVICE("http://example.com")', 5])
    sheet["A2"].hyperlink = "http://example.com/?leak"
    book.save(workspace / "links.xlsx")
    with zipfile.ZipFile(workspace / "links.xlsx", "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro")
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    page = "# ![x](http://example.com/a.png)\n\n## Objective: <img src=http://example.com/b> A\n\n- KR: [c](http://d.example)\n"
    (workspace / "page.md").write_text(page)
    for name in ("socket", "create_connection"):
        monkeypatch.setattr(f"socket.{name}", refused)
    for name in ("run", "Popen"):
        monkeypatch.setattr(f"subprocess.{name}", refused)
    monkeypatch.setattr("os.system", refused)
    for name in ("links.xlsx", "page.md"):
        ran, _ = imported(workspace, name, "--department", "x", "--cycle", "2026", "--dry-run")
        assert ran.code == 0, ran.err


def test_review_writes_nothing(workspace: Path) -> None:
    ran = run_cli("import", str(DATA / "exports/viva-goals.csv"), "--review", cwd=workspace)
    assert ran.code == 0
    assert "OKR615" in ran.out
    assert files_of(workspace).keys() == {"okrctl.yaml"}


DOCUMENT = """\
# OKRs {period}

## Objective: Riders come back

- Key result: Launch a newsletter
- Key result: Repeat orders from 18 to 24 a month
"""


RUNNING = """\
okrctl: 1
department: shop
kpis:
  - {id: visits, title: Visits, at_least: 5}
check_ins:
  - {date: 2026-08-03, by: ana, results: {visits: 9}}
"""


@pytest.mark.parametrize("period", ["", "Q1 2019", "Q3 2026"])
def test_review_judges_drafts_and_past_cycles_at_the_lines_of_the_document(workspace: Path, period: str) -> None:
    """Nothing is asked for, since nothing is written: neither a cycle nor a department nor how it is measured."""
    (workspace / "plan.md").write_text(DOCUMENT.format(period=period))
    (workspace / "okrs").mkdir()
    # with check-ins of today, earlier cycles are over
    (workspace / "okrs" / "shop.yaml").write_text(RUNNING)
    before = files_of(workspace)
    ran = run_cli("--as-of", "2026-08-03", "import", "plan.md", "--review", cwd=workspace)
    assert ran.code == 0, ran.err
    assert "plan.md:3:1: OKR609" in ran.out and "plan.md:5:1: OKR603" in ran.out
    assert "plan.md:6:1: OKR603" not in ran.out and "What would be written" not in ran.out
    assert files_of(workspace) == before
    ran = run_cli("--as-of", "2026-08-03", "import", "plan.md", "--review", "--format", "json", cwd=workspace)
    found = {(each["at"], each["code"]) for each in json.loads(ran.out)["findings"]}
    assert {("3", "OKR609"), ("5", "OKR603")} <= found
    dry = run_cli("--as-of", "2026-08-03", "import", "plan.md", "--dry-run", "--format", "json", cwd=workspace)
    assert dry.code == 1 or json.loads(dry.out)["findings"] is None


# a newer export of the same source


CHANGED = (
    (",1500,Key result,", ",1600,Key result,"),
    ('"Repeat orders per month from 1,000 to 1,500"', "Repeat $(touch x) `orders`; 'now'"),
    ('"Ben Example, Cleo Example"', "Zoe Example"),
)


def newer(workspace: Path) -> Path:
    """The first export is imported; the newer one has another title, owner and target."""
    text = (DATA / "exports/viva-goals.csv").read_text()
    assert imported(workspace, str(DATA / "exports/viva-goals.csv"), "--as-of", "2025-10-01")[0].code == 0
    for old, new in CHANGED:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    made = workspace / "newer export.csv"
    made.write_text(text)
    return made


def test_what_a_newer_export_has_otherwise_is_told_and_not_written(workspace: Path) -> None:
    made = newer(workspace)
    before = files_of(workspace)
    ran, report = imported(workspace, made.name, "--as-of", "2025-10-01")
    assert ran.code == 0, ran.err
    assert {(each["field"], each["here"], each["source"]) for each in report["changed"]} == {
        ("title", "Repeat orders per month from 1,000 to 1,500", "Repeat $(touch x) `orders`; 'now'"),
        ("owner", "Ben Example", "Zoe Example"),
        ("target", "1500", "1600"),
    }
    assert files_of(workspace) == before
    shown = run_cli("import", made.name, "--as-of", "2025-10-01", cwd=workspace).out
    assert "newer export.csv:3: company/repeat-orders-per-month: target 1600, here 1500" in " ".join(shown.split())
    # an unchanged export has nothing to tell
    assert imported(workspace, str(DATA / "exports/viva-goals.csv"))[1]["changed"] == []


@pytest.mark.parametrize("day", ["2025-10-01", "2026-03-01"])
def test_the_commands_take_over_exactly_what_is_told(workspace: Path, day: str) -> None:
    made = newer(workspace)
    for each in imported(workspace, made.name, "--as-of", day)[1]["changed"]:
        words = shlex.split(each["command"])
        assert words[:2] == ["okrctl", "amend"]
        ran = run_cli("--as-of", day, *words[1:], cwd=workspace)
        assert ran.code == 0, ran.err
    assert imported(workspace, made.name, "--as-of", day)[1]["changed"] == []
    # the older export is no news either: the plan has left it behind
    assert imported(workspace, str(DATA / "exports/viva-goals.csv"), "--as-of", day)[1]["changed"] == []
    assert run_cli("--as-of", day, "validate", cwd=workspace).code == 0


def test_the_report_names_the_organization_and_the_day(workspace: Path) -> None:
    _, report = imported(workspace, str(DATA / "exports/betterworks.csv"), *ANSWERS)
    assert report["organization"] == {"name": "Thistlemoor"}
    assert report["as_of"] == "2026-11-30"


def test_a_file_of_another_workspace_is_imported_where_one_is(workspace: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "okrctl.yaml").write_text("okrctl: 1\norganization: Others\n")
    (other / "plan.csv").write_text("Objective,Key result,Baseline,Target,Owner\nWin,Orders,1,2,Ida\n")
    here = tmp_path / "here"
    here.mkdir()
    (here / "okrctl.yaml").write_text("okrctl: 1\norganization: Us\n")
    ran, report = imported(here, "../elsewhere/plan.csv", "--cycle", "2026-Q1", "--department", "shop")
    assert (ran.code, report["organization"]) == (0, {"name": "Us"})
    assert files_of(here).keys() == {"okrctl.yaml", "okrs/shop.yaml"}
    assert files_of(other).keys() == {"okrctl.yaml"}


def test_a_file_that_is_not_there_is_wrong_usage(workspace: Path) -> None:
    ran = run_cli("import", "plan\x1b[31m.csv", cwd=workspace)
    assert ran.code == 2
    assert "isn't there" in ran.err
    assert "\x1b" not in ran.err


def test_records_with_one_id_and_null_in_a_kept_list(workspace: Path) -> None:
    metrics = [{"id": "7", "name": name, "initialValue": 1, "target": 2, "seen": [None, "x"]} for name in "ab"]
    goal = {"id": "1", "name": "Win", "sessionId": "", "metrics": metrics}
    (workspace / "goals.json").write_text(json.dumps([goal]))
    ran, report = imported(workspace, "goals.json", *ANSWERS)
    assert ran.code == 0, ran.err
    assert report["new"]["items"] == 3
    assert "x-seen: [x]" in (workspace / "okrs" / "misc.yaml").read_text()
