"""Input made to harm, within limits: a second of work, 200 MB, and one coded finding with its place."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.boundary.test_hostile_files import FILES
from tests.kit.confined import confined
from tests.kit.harness import run_cli
from tests.kit.hostile import hidden, naughty
from tests.kit.sizes import nightly

Record = Callable[[str, object], None]
DAY = "2026-02-14"
SETTINGS = "okrctl: 1\norganization: Northwind\n"
PLAN = """\
okrctl: 1
department: shop
lead: Ana
cycle: 2026-Q1
objectives: [{id: goal, title: Goal, key_results: [{id: kr, title: Kr, count: 4}]}]
check_ins:
  - {date: 2026-01-12, by: ana@example.com, results: {kr: 1}}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrctl.yaml").write_text(SETTINGS)
    (tmp_path / "okrs" / "shop.yaml").write_text(PLAN)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
@pytest.mark.reliability(
    "Hostile input", "bombs, depths, sizes, tags, encodings: a coded finding in a second and 200 MB"
)
def test_each_costs_little(name: str, shop: Path, record_property: Record) -> None:
    raw, code, line, column = FILES[name]
    (shop / "okrs" / "bad.yaml").write_bytes(raw)
    ran, cost = confined("validate", "--format", "concise", "--no-cache", cwd=shop)
    found = [each for each in ran.out.splitlines() if each.startswith("okrs/bad.yaml:") and f"{code} error" in each]
    assert ran.code == 1, ran.err
    assert found[0].startswith(f"okrs/bad.yaml:{line}:{column}: {code} "), found[:2]
    record_property("tried", 1)
    record_property("cpu", cost.cpu)


def objectives(*more: str, results: int = 1) -> str:
    """One objective with so many key results, and whatever else it has."""
    lines = ["lead: Ana", "cycle: 2026-Q1", "objectives:", "- id: o", "  title: O", "  key_results:"]
    lines += [f"  - {{id: k{number}, title: K, count: 4}}" for number in range(results)]
    return "\n".join([*lines, *more]) + "\n"


def amendments(count: int) -> list[str]:
    days = [f"2026-0{1 + number % 3}-{1 + number % 28:02}" for number in range(count)]
    return ["  amended:", *(f"  - {{date: {day}, field: title, from: T, why: w}}" for day in days)]


CHECK_IN = "check_ins:\n- date: 2026-01-12\n  by: ana\n  results:\n"
# many of one kind, each a finding or a comment that speaks: work has to grow with their number and no faster
MANY = {
    "comments that silence nothing": "# okrctl: ignore[OKR101] x\n" * 18_000,
    "comments that silence the next line": "# okrctl: ignore[OKR101]\n" * 9000 + "zzz: 1\n",
    "comments behind items": "x-a:\n" + "- b # okrctl: ignore[OKR101]\n" * 8000,
    "comments without end on one line": "x-a: b " + "# okrctl: ignore[" * 60_000 + "\n",
    "blanks where brackets break off": "x-a: [b" + " " * 100_000 + ":]\n",
    "marks without a blank on one line": "x-a: " + "a #b " * 200_000 + "\n",
    "unknown keys": "".join(f"zz{number}: 1\n" for number in range(4000)),
    "amendments of one objective": objectives(*amendments(4000)),
    "amendments of a large objective": objectives(*amendments(3000), results=100),
    "amendments that cannot be undone": objectives(*amendments(2000)).replace("field: title", "field: zz"),
    "unknown results beside as many key results": objectives(results=2000)
    + CHECK_IN
    + "".join(f"    kx{number}: 1\n" for number in range(2000)),
    "references that nearly name something": objectives(
        "  supports:", *(f"  - kx{number}" for number in range(2000)), results=2000
    ),
    "unknown milestones beside as many known": objectives("  - id: m", "    title: M", "    milestones:").rstrip("\n")
    + "".join(f"\n    - {{id: s{number}, title: S}}" for number in range(2000))
    + f"\n{CHECK_IN}    m: [{', '.join(f'sx{number}' for number in range(2000))}]\n",
    "entries for all the rest": objectives(results=1000)
    + "check_ins:\n"
    + "- {date: 2026-01-12, by: ana, unchanged: rest}\n" * 1000,
    "needs and promises between two": objectives("  depends_on:", *["  - {ref: p, need: It}"] * 2500)
    + "- {id: p, title: P, key_results: [{id: q, title: Q, count: 1}], promised_to: ["
    + "{ref: o, due: 2026-03-01}, " * 2500
    + "]}\n",
}


@pytest.mark.parametrize("name", MANY)
@pytest.mark.reliability("Hostile input", "thousands of findings and of comments: a second's work at most")
def test_many_cost_little(name: str, shop: Path, record_property: Record) -> None:
    (shop / "okrs" / "bad.yaml").write_text("okrctl: 1\ndepartment: bad\n" + MANY[name])
    ran, cost = confined("validate", "--format", "concise", "--no-cache", cwd=shop)
    assert ran.code in (0, 1), ran.err
    assert "internal error" not in ran.err
    record_property("tried", 1)
    record_property("cpu", cost.cpu)


def told(shop: Path) -> str:
    ran = run_cli("validate", "--format", "concise", "--no-cache", cwd=shop)
    assert ran.code == 1, ran.err
    return ran.out


def test_what_is_not_looked_up_any_more_is_told(shop: Path) -> None:
    bad = shop / "okrs" / "bad.yaml"
    bad.write_text("okrctl: 1\ndepartment: bad\n" + MANY["amendments of a large objective"])
    assert told(shop).count("the plans before this file's amendments hold more than 200,000 values") == 1
    bad.write_text("okrctl: 1\ndepartment: bad\n" + MANY["entries for all the rest"])
    assert told(shop).count("the entries `unchanged: rest` cover more than 100,000 values") == 1


def test_the_place_in_a_journal_too_long_for_plain_lines(shop: Path) -> None:
    body = objectives() + CHECK_IN + "".join(f"    kx{number}: 1\n" for number in range(45_000))
    (shop / "okrs" / "bad.yaml").write_text("okrctl: 1\ndepartment: bad\n" + body)
    last = len(body.splitlines()) + 2
    assert f"okrs/bad.yaml:{last}:5: OKR" in told(shop)


# Where a text of any kind may stand; {x} is the text, in the quotes of JSON.
SLOTS = [
    "name: {x}",
    "department: {x}",
    "weight: {x}",
    "cycle: {x}",
    "check_in: {every: {x}}",
    "{x}: y",
    "objectives: [{id: {x}, title: {x}, cycle: 2026-Q1, key_results: [{id: k, title: t, count: 1}]}]",
    "objectives: [{id: o, title: t, cycle: 2026-Q1, supports: [{x}], key_results: [{id: k, title: t, count: {x}}]}]",
    "objectives: [{id: o, title: t, cycle: 2026-Q1, key_results: [{id: k, title: t, change: {x}, due: {x}}]}]",
    "objectives: [{id: o, title: t, cycle: 2026-Q1, depends_on: [{ref: {x}}], key_results: []}]",
    "kpis: [{id: k, title: t, unit: {x}, at_most: {x}, source: {x}}]",
    "kpis: [{id: k, title: t, at_most: 1, source: {file: {x}, value: {x}, where: {x}}}]",
    "check_ins: [{date: {x}, by: {x}, note: {x}, results: {k: {x}}}]",
    "check_ins: [{date: 2026-01-12, by: a, results: {{x}: 1}, unchanged: {x}, corrects: {x}}]",
    "tags: {x} # okrctl: ignore[{x}]",
    "name: y # okrctl: ignore[OKR101] {x}",
]


@pytest.mark.skipif(not naughty(), reason="the shared test data is not there (../shared/data or OKRCTL_TEST_DATA)")
@pytest.mark.reliability("Hostile input", "the big list of naughty strings in every field of a plan and a journal")
def test_naughty_strings_in_every_field(tmp_path: Path, record_property: Record) -> None:
    (tmp_path / "okrctl.yaml").write_text(SETTINGS)
    (tmp_path / "okrs").mkdir()
    count = 0
    for number, text in enumerate(naughty()):
        for slot in range(len(SLOTS)) if nightly() else (number % len(SLOTS),):
            body = SLOTS[slot].replace("{x}", json.dumps(text, ensure_ascii=number % 2 == 0))
            head = "okrctl: 1\n" + ("" if body.startswith("department") else f"department: d{number}-{slot}\n")
            (tmp_path / "okrs" / f"{number}-{slot}.yaml").write_text(head + body + "\n", encoding="utf-8")
            count += 1
    for args in (["validate", "--today", "--format", "concise"], ["status", "--all"], ["deps", "--format", "json"]):
        ran, _ = confined(*args, "--as-of", DAY, "--no-cache", cwd=tmp_path, cpu=60, memory=1 << 30)
        assert ran.code in (0, 1), ran.err
        assert not hidden(ran.out) and not hidden(ran.err), args
        if args[0] == "validate":
            places = [
                re.match(r"okrs/\d+-\d+\.yaml:[1-9]\d*:[1-9]\d*: OKR\d{3} ", each) for each in ran.out.splitlines()
            ]
            assert len(places) > count and all(places)
    record_property("tried", count)


ARGUMENTS: list[list[str]] = [
    ["status", "{x}"],
    ["show", "--", "{x}"],
    ["validate", "--", "{x}"],
    ["validate", "--select", "{x}"],
    ["status", "--as-of", "{x}"],
    ["status", "--cycle", "{x}"],
    ["status", "--owner", "{x}", "--tag", "{x}", "--department", "{x}"],
    ["due", "--within", "{x}"],
    ["checkin", "shop", "--set", "kr={x}", "--by", "ana", "--dry-run"],
    ["checkin", "shop", "--set", "{x}=1", "--by", "{x}", "--dry-run"],
    ["checkin", "shop", "--confidence", "kr={x}", "--note", "{x}", "--by", "ana", "--dry-run"],
    ["amend", "shop/kr", "--to", "{x}", "--why", "{x}", "--dry-run"],
    ["amend", "shop/goal", "--to", "title={x}", "--why", "{x}", "--dry-run"],
    ["new", "kpi", "shop", "--title", "{x}", "--at-most", "{x}", "--dry-run"],
    ["rename", "shop/goal", "--dry-run", "--", "{x}"],
    ["rollover", "--from", "{x}", "--to", "{x}", "--no-input", "--dry-run"],
    ["init", "--dry-run", "--organization", "{x}", "--template", "{x}", "fresh"],
    ["rule", "--", "{x}"],
    ["retro", "--", "{x}"],
    ["init", "--dry-run", "--from", "{x}", "fresh"],
    ["init", "--dry-run", "--departments", "{x}", "fresh"],
    ["templates", "--", "{x}"],
    ["templates", "show", "--", "{x}"],
]


@pytest.mark.skipif(not naughty(), reason="the shared test data is not there (../shared/data or OKRCTL_TEST_DATA)")
@pytest.mark.parametrize("asked", ARGUMENTS, ids=lambda asked: f"{asked[0]} {asked[1]}")
@pytest.mark.reliability("Hostile input", "the big list of naughty strings as arguments of commands")
def test_naughty_strings_as_arguments(asked: list[str], shop: Path, record_property: Record) -> None:
    at = ARGUMENTS.index(asked)
    texts = [text for text in naughty() if "\0" not in text][:: 1 if nightly() else 25]
    texts += [text for text in naughty() if "\0" not in text][at::40]
    for text in texts:
        ran = run_cli(*(word.replace("{x}", text) for word in asked), cwd=shop)
        assert ran.code in (0, 1, 2), (text, ran.err)
        assert "internal error" not in ran.err, (text, ran.err)
    record_property("tried", len(texts))


def archive(**parts: str | bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return made.getvalue()


XML = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = f"""{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="x"/>
<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>"""
RELATIONS = f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{OFFICE}/%s" Target="%s"/>'
BOOK = f"""{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">
<sheets><sheet name="a" sheetId="1" r:id="r"/></sheets></workbook>"""
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def workbook(sheet: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": BOOK,
        "xl/worksheets/sheet1.xml": sheet,
    }
    parts["_rels/.rels"] = RELATIONS % ("officeDocument", "xl/workbook.xml") + "</Relationships>"
    parts["xl/_rels/workbook.xml.rels"] = RELATIONS % ("worksheet", "worksheets/sheet1.xml") + "</Relationships>"
    return archive(**parts)


def cells(*rows: str) -> str:
    return f'{XML}<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def text_row(number: int, *texts: str) -> str:
    inside = "".join(
        f'<c r="{"ABC"[at]}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in enumerate(texts)
    )
    return f'<row r="{number}">{inside}</row>'


SHEETS: dict[str, Callable[[], bytes]] = {
    "no archive": lambda: b"PK\x03\x04 nothing",
    "an empty archive": archive,
    "an archive of something else": lambda: archive(a_DOT_txt="x"),
    "a flood of blanks": lambda: workbook(cells().replace("<sheetData>", "<sheetData>" + " " * (70 << 20))),
    "a flood of rows": lambda: workbook(
        cells(*(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 300_000)))
    ),
    "a flood of columns": lambda: workbook(cells('<row r="1"><c r="XFD1"><v>1</v></c></row>' * 2000)),
    "a cell at the far end": lambda: workbook(cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "a text without end": lambda: workbook(cells(text_row(1, "id", "value"), text_row(2, "kr", "1" * (50 << 20)))),
    "a laughing billion": lambda: workbook(
        cells(text_row(1, "&l9;")).replace(XML, f'{XML}<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>')
    ),
    "a file as entity": lambda: workbook(
        cells(text_row(1, "id", "value"), text_row(2, "kr", "&x;")).replace(
            XML, f'{XML}<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        )
    ),
    "depths": lambda: workbook(f"{XML}<worksheet xmlns='{MAIN}'>" + "<a>" * 100_000),
    "a formula": lambda: workbook(
        cells(text_row(1, "id", "value"), '<row r="2"><c r="A2"><f>HYPERLINK("http://x")</f><v>kr</v></c></row>')
    ),
    "texts of formulas": lambda: workbook(cells(text_row(1, "id", "value"), text_row(2, "kr", "=1+1"))),
    "half of it": lambda: workbook(cells(text_row(1, "id", "value")))[:-200],
}


def test_a_sheet_made_in_the_same_way_is_taken(shop: Path) -> None:
    pytest.importorskip("openpyxl")
    (shop / "a.xlsx").write_bytes(workbook(cells(text_row(1, "id", "value"), text_row(2, "kr", "2"))))
    ran, _ = confined("checkin", "shop", "--from", "a.xlsx", "--by", "ana", "--date", DAY, "--dry-run", cwd=shop, cpu=3)
    assert ran.code == 0 and "kr: 2" in ran.out, ran


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.reliability("Hostile input", "spreadsheets that are bombs, floods, or no spreadsheets at all")
def test_spreadsheets(name: str, shop: Path, record_property: Record) -> None:
    pytest.importorskip("openpyxl")
    (shop / "a.xlsx").write_bytes(SHEETS[name]())
    before = (shop / "okrs" / "shop.yaml").read_bytes()
    run_cli("checkin", "shop", "--from", "missing.xlsx", "--by", "ana", cwd=shop)
    ran, _ = confined("checkin", "shop", "--from", "a.xlsx", "--by", "ana", "--date", DAY, cwd=shop, cpu=3)
    assert (ran.code, ran.out) == (2, ""), ran
    assert "internal error" not in ran.err and "root:" not in ran.err, ran.err
    assert len(ran.err) < 2000
    assert (shop / "okrs" / "shop.yaml").read_bytes() == before
    record_property("tried", 1)
