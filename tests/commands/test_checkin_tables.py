"""``okrctl checkin --from`` a spreadsheet's export: rows or columns, by id or title, CSV or XLSX."""

from __future__ import annotations

import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.kit.checkins import CONFIG, MARKETING, TECHNOLOGY
from tests.kit.harness import Ran, run_cli

HEAD = "  - date: 2026-02-14\n    by: ana@example.com\n"


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "ws"
    (root / "okrs").mkdir(parents=True)
    (root / "okrctl.yaml").write_text(CONFIG)
    (root / "okrs" / "marketing.yaml").write_text(MARKETING)
    (root / "okrs" / "technology.yaml").write_text(TECHNOLOGY)
    return root


def take(ws: Path, text: str, *args: str, target: tuple[str, ...] = ("marketing",)) -> Ran:
    return run_cli("--as-of", "2026-02-14", "checkin", *target, "--from", "-", *args, cwd=ws, stdin=text)


def added(ws: Path, department: str = "marketing", before: str = MARKETING) -> str:
    text = (ws / "okrs" / f"{department}.yaml").read_text()
    assert text.startswith(before)
    return text.removeprefix(before)


BOTH = HEAD + "    results:\n      traffic: 123000\n      engagement: 10.5\n"


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Key result,Value\nTraffic,123000\nengagement,10.5\n", ""),
        ("id,title,value\n,traffic,123000\nengagement,Something else,10.5\n", ""),
        ("ref,value\nmarketing/traffic,123000\nmarketing/engagement,10.5\n", ""),
        (
            "id,owner,value,target\ntraffic,Ana,123000,144000\nengagement,,10.5,\nreach,,,\n",
            "ignored columns: owner, target",
        ),
        ("Title;Value\nTraffic;123000\nEngagement;10,5\n", ""),
        ("traffic,engagement\n123000,10.5\n", ""),
        ("Traffic,  ENGAGEMENT,Weather\n123000,10.5,rain\n", "ignored columns: Weather"),
        ("Date,Traffic,Engagement\n2026-02-07,1,1\n2026-02-14,123000,10.5\n2026-02-21,,\n", ""),
        ("engagement,traffic,,\n10.5,123000,,\n", ""),
        ("id,value,date\ntraffic,123000,2026-02-14\nengagement,10.5,2026-02-14\n", ""),
        ("Day,id,value\n,traffic,123000\n,engagement,10.5\n", ""),
    ],
)
def test_rows_or_columns_by_id_or_title(ws: Path, text: str, left_out: str) -> None:
    ran = take(ws, text)
    assert ran.code == 0, ran.err
    assert sorted(added(ws).splitlines()) == sorted(BOTH.splitlines())
    assert left_out in ran.err
    assert bool(left_out) == ("ignored columns" in ran.err)


def test_the_latest_row_tells_the_day_unless_a_day_is_given(ws: Path) -> None:
    text = "date,traffic\n2026-02-01,122000\n2026-02-08,123000\n2026-02-22,1\n"
    assert take(ws, text, "--dry-run").out.count("+  - date: 2026-02-08\n") == 1
    assert take(ws, text, "--date", "2026-02-01").code == 0
    assert "  - date: 2026-02-01\n" in added(ws) and "traffic: 122000" in added(ws)
    ran = take(ws, text, "--date", "2026-02-02")
    assert ran.code == 2 and "no row for 2026-02-02" in ran.err


def test_a_row_for_each_result_tells_its_day_too(ws: Path) -> None:
    text = "id,value,date\ntraffic,123000,2026-02-01\n"
    assert take(ws, text, "--dry-run").out.count("+  - date: 2026-02-01\n") == 1
    assert take(ws, text, "--dry-run", "--date", "2026-02-01").code == 0
    ran = take(ws, text, "--date", "2026-02-02")
    assert (ran.code, "the rows are of 2026-02-01, not of 2026-02-02" in ran.err) == (2, True)


def test_titles_tell_the_department_as_ids_do(ws: Path) -> None:
    ran = take(ws, "title,value\nPages,2.8\n", "--by", "tom", target=())
    assert ran.code == 0, ran.err
    assert "page-speed: 2.8" in added(ws, "technology", TECHNOLOGY)


@pytest.mark.parametrize(
    ("text", "message", "way_out"),
    [
        ("title,value\nNo such thing,1\n", "No such thing", ""),
        ("id,valeu\ntraffic,1\n", "unknown column 'valeu'", "did you mean value?"),
        ("id,value,confidense\ntraffic,1,7\n", "unknown column 'confidense'", "did you mean confidence?"),
        ("Trafic,engagement\n1,10\n", "Trafic", ""),
        ("Weather,Mood\nrain,fine\n", "Weather", ""),
        ("traffic,engagement\n1,2\n3,4\n", "2 rows but no column date", "date"),
        ("date,traffic\n14.02.2026,1\n", "'14.02.2026' is not a date", "2026-02-14"),
        ("date,traffic\n2026-03-01,1\n", "no row until 2026-02-14", "--date"),
        ("id,value,date\ntraffic,1,14.02.2026\n", "'14.02.2026' is not a date", "2026-02-14"),
        ("id,value,date\ntraffic,1,2026-02-14\nreach,1,\n", "'' is not a date", "in every row"),
        ("id,value,date\ntraffic,1,2026-02-01\nreach,1,2026-02-02\n", "the rows are of several days", "one day"),
        ("id,value,date\ntraffic,1,2026-03-01\n", "2026-03-01 is after today", "earlier"),
        ("id;value\ntraffic;57.500\n", "57.500 may mean 57500 or a decimal", "thousands"),
        ("value,note\n1,x\n", "the heading has no column for the key result", "title"),
        ("traffic,Traffic\n1,2\n", "duplicate column 'traffic'", "once"),
        ("id,value\n\ntraffic,1,2\n", "3 cells", ""),
    ],
)
def test_what_might_be_lost_is_a_mistake(ws: Path, text: str, message: str, way_out: str) -> None:
    ran = take(ws, text)
    assert ran.code == 2, ran
    assert message in ran.err and way_out in ran.err
    assert added(ws) == ""


def workbook(path: Path, rows: list[list[Any]], formats: dict[str, str] | None = None) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell, shape in (formats or {}).items():
        book.active[cell].number_format = shape
    book.save(path)
    return path


def from_file(ws: Path, path: Path, *args: str) -> Ran:
    return run_cli("--as-of", "2026-02-14", "checkin", "marketing", "--from", str(path), *args, cwd=ws)


def test_a_spreadsheet(ws: Path, tmp_path: Path) -> None:
    rows = [
        ["Title", "Value", "Confidence"],
        ["Traffic", 123000, 7],
        ["Engagement", 0.105, None],
        [None, None, None],
        ["Audit", "done", None],
    ]
    ran = from_file(ws, workbook(tmp_path / "values.xlsx", rows, {"B3": "0.0%"}))
    assert ran.code == 0, ran.err
    assert added(ws) == HEAD + (
        "    results:\n      traffic: {value: 123000, confidence: 7}\n      engagement: 10.5\n      audit: done\n"
    )


def test_a_spreadsheet_with_days(ws: Path, tmp_path: Path) -> None:
    rows = [["Day", "Traffic"], [date(2026, 2, 1), 122000.5], [datetime(2026, 2, 8, 9, 30), 123000]]
    ran = from_file(ws, workbook(tmp_path / "values.XLSX", rows), "--date", "2026-02-08")
    assert ran.code == 0, ran.err
    assert "date: 2026-02-08" in added(ws) and "traffic: 123000\n" in added(ws)


def flood(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b" " * (60 << 20))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_bytes(b"PK no zip"), "cannot be read as XLSX"),
        (lambda path: workbook(path, []), "the first sheet is empty"),
        (lambda path: None, "cannot be read: No such file"),
        (flood, "holds more than"),
        (lambda path: path.write_bytes(b"x" * 1_100_000), "is longer than"),
    ],
)
def test_no_spreadsheet(ws: Path, tmp_path: Path, make: Any, message: str) -> None:
    make(tmp_path / "values.xlsx")
    ran = from_file(ws, tmp_path / "values.xlsx")
    assert ran.code == 2 and message in ran.err
    assert added(ws) == ""


def test_without_the_extra_it_says_how_to_get_it(ws: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "values.xlsx", [["id", "value"], ["traffic", 1]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    ran = from_file(ws, path)
    assert ran.code == 2 and "pip install 'openpyxl>=" in ran.err
