"""The workbook: the numbers of the other reports as numbers, days as days, and texts that stay texts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from okrctl.render import renderer
from okrctl.views.workbook import Sheet, Workbook
from tests.kit.harness import PROJECT, run_cli
from tests.kit.hostile import OWN, naughty

pytest.importorskip("xlsxwriter")
openpyxl = pytest.importorskip("openpyxl")

EXAMPLE = PROJECT / "examples" / "northwind-outdoor"
DAY = "2026-06-19"
HERE = ["--root", str(EXAMPLE), "--as-of", DAY]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlsx") / "report.xlsx"
    ran = run_cli(*HERE, "report", "--format", "xlsx", "-o", str(path))
    assert (ran.code, ran.out) == (0, "")
    return path


def rows_of(path: Path, sheet: str) -> list[dict[str, Any]]:
    first, *others = openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)
    return [dict(zip(first, row, strict=True)) for row in others]


def said(*command: str) -> Any:
    return json.loads(run_cli(*HERE, *command, "--format", "json").out, parse_float=Decimal)


def test_its_numbers_are_those_of_the_other_reports(written: Path) -> None:
    status = said("status")
    found = {(row["Key result"], row["Cycle"]): row for row in rows_of(written, "Key results")}
    results = [(kr, o) for d in status["departments"] for o in d["objectives"] for kr in o["key_results"]]
    assert len(found) == len(results) > 50
    for kr, objective in results:
        row = found[kr["ref"], objective["cycle"]["name"]]
        for title, key in (("Score", "score"), ("Expected", "expected"), ("Target", "target"), ("Gap", "gap")):
            assert row[title] == (None if kr[key] is None else pytest.approx(float(kr[key]))), (kr["ref"], title)
        assert row["Status"] == kr["status"]
        for title, key in (("Due", "due"), ("Last check-in", "last_check_in")):
            assert row[title] == (datetime.fromisoformat(kr[key]) if kr[key] else None)
    company = rows_of(written, "Summary")[-1]
    assert company["Score"] == pytest.approx(float(status["organization"]["score"]))
    assert [row["State"] for row in rows_of(written, "Dependencies")] == [
        each["state"] for each in said("deps")["dependencies"]
    ]
    assert len(rows_of(written, "KPIs")) == sum(len(each["kpis"]) for each in status["departments"])
    check_ins = rows_of(written, "Check-ins")
    assert max(row["Day"] for row in check_ins) <= datetime(2026, 6, 19)
    assert sum(isinstance(row["Value"], int | float) for row in check_ins) > 100


def test_it_can_be_worked_with(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    assert book.sheetnames == ["Summary", "Key results", "Check-ins", "Dependencies", "KPIs"]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
    assert book["Key results"].conditional_formatting
    with zipfile.ZipFile(written) as parts:
        assert [name for name in parts.namelist() if name.startswith("xl/charts/")] == ["xl/charts/chart1.xml"]


def test_the_same_files_give_the_same_bytes(written: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    run_cli(*HERE, "report", "--format", "xlsx", "-o", str(again))
    assert again.read_bytes() == written.read_bytes()


@pytest.mark.reliability("Sinks", "hostile texts in cells of a workbook: no formula, no link")
def test_texts_stay_texts(tmp_path: Path, record_property: pytest.RecordProperty) -> None:
    own = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "{=1}", "=HYPERLINK(\"http://x\")", "http://example.com",
           "mailto:a@b.c", "internal:Sheet1!A1", "0123", "1e5", "_x0041_", "x" * 40_000, "'=1"]  # fmt: skip
    texts = [*own, *OWN, *naughty()]
    record_property("tried", len(texts))
    sheet = Sheet(
        "Summary",
        ("Score", "Expected", "Title", "Status"),
        tuple((None, None, text, text) for text in texts),
        judged="Status",
    )
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(renderer("workbooks", "xlsx")(Workbook(texts[0], date(2026, 1, 1), (sheet,))))
    cells = [row[2] for row in openpyxl.load_workbook(path)["Summary"].iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells if cell.value is not None and cell.data_type != "s"] == []
    assert [cell.value for cell in cells[:2]] == own[:2]
    assert all(cell.hyperlink is None for cell in cells)
    with zipfile.ZipFile(path) as parts:
        pages = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        for name in pages:
            # what colors a status is a formula of ours
            text = re.sub(r"<formula>\"[a-z-]+\"</formula>", "", parts.read(name).decode())
            assert "<f>" not in text
            assert "<formula>" not in text
            assert "hyperlink" not in text
        assert not any("externalLink" in name for name in parts.namelist())


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    ran = run_cli(*HERE, "report", "--format", "xlsx", "-o", "report.xlsx")
    assert ran.code == 2
    assert "'xlsxwriter>=" in ran.err


@pytest.mark.outside
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_libreoffice_opens_it_and_finds_nothing_wrong(written: Path, tmp_path: Path) -> None:
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(written)], check=True, capture_output=True, timeout=300)
    again = tmp_path / written.name
    for sheet in openpyxl.load_workbook(written).sheetnames:
        before, after = rows_of(written, sheet), rows_of(again, sheet)
        assert len(before) == len(after) > 5
        for one, other in zip(before, after, strict=True):
            for title, value in one.items():
                same = pytest.approx(value) if isinstance(value, float) else value
                assert other[title] == same, (sheet, title, one)
