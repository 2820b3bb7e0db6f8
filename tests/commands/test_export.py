"""``okrctl export``: an export makes the same workspace again, in every format and for any text."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from okrctl.core.arrival.own import COLUMNS, Exported, file_text, from_rows, packed, rows_of, unpacked
from okrctl.core.yaml import read
from okrctl.render.tables.csv import rows as csv_rows
from tests.kit.harness import PROJECT, run_cli

WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\n=+-@;\"'#:"), max_size=20
)
LEAF = st.one_of(st.none(), WORDS)
VALUE = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.from_regex(r"[a-z-]{1,6}", fullmatch=True), inner, max_size=2)
    ),
    max_leaves=5,
)
ITEM = st.dictionaries(st.sampled_from(["id", "title", "why", "target", "weight", "x-note", "tags"]), VALUE, max_size=5)
OBJECTIVE = st.builds(lambda item, results: {**item, "key_results": results}, ITEM, st.lists(ITEM, max_size=2))
RESULTS = st.dictionaries(
    st.from_regex(r"[a-z][a-z-]{0,5}", fullmatch=True),  # only sound files are exported
    st.one_of(WORDS, st.dictionaries(st.sampled_from(["value", "note", "date", "x-id"]), LEAF, max_size=3)),
    max_size=2,
)
ENTRY = st.builds(lambda item, results: {**item, "date": "2026-01-05", "results": results}, ITEM, RESULTS)
FILE = st.builds(
    lambda goals, entries: {"okrctl": "1", "department": "shop", "objectives": goals, "check_ins": entries},
    st.lists(OBJECTIVE, max_size=2),
    st.lists(ENTRY, max_size=2),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["okrs/a.yaml", "okrs/b.yaml"]), FILE, max_size=2))
@example({"okrs/a.yaml": {"check_ins": [{"date": "2026-01-05", "results": {"-a": "", " b": {"id": "x"}, "": "1"}}]}})
def test_rows_and_data_give_the_same_files_again(files: dict[str, Any]) -> None:
    exported = Exported({"okrctl": "1", "organization": "=Shop"}, files)
    assert unpacked(json.loads(json.dumps(packed(exported)))) == exported
    text = csv_rows(COLUMNS, rows_of(exported))
    heading, *body = list(csv.reader(text.splitlines(keepends=True)))
    back = from_rows(heading, enumerate(body, 2))
    assert (back.settings, back.files) == (exported.settings, exported.files)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILE)
def test_a_file_of_any_data_reads_as_that_data(data: dict[str, Any]) -> None:
    reading = read("okrs/a.yaml", file_text(data))
    if not reading.problems:
        assert reading.data == data


@pytest.mark.parametrize("format", ["json", "csv", "xlsx"])
def test_an_export_makes_the_same_workspace_again(format: str, tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "examples" / "northwind-outdoor", tmp_path / "old")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "okrctl.yaml").write_text("okrctl: 1\norganization: Northwind Outdoor\n")
    target = str(tmp_path / f"all.{format}")
    assert run_cli("export", "--format", format, "-o", target, cwd=tmp_path / "old").code == 0
    ran = run_cli("import", target, cwd=tmp_path / "new")
    assert ran.code == 0, ran.err
    one, other = (json.loads(run_cli("export", cwd=tmp_path / name).out) for name in ("old", "new"))
    assert sorted(one["files"], key=lambda file: file["path"]) == sorted(other["files"], key=lambda file: file["path"])
    again = run_cli("import", target, cwd=tmp_path / "new")
    assert "everything in this export is here already" in again.out


def test_texts_are_never_formulas(tmp_path: Path) -> None:
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Shop\n")
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrs/shop.yaml").write_text(
        "okrctl: 1\ndepartment: shop\ncycle: 2026\nobjectives:\n  - id: a\n    title: '=1+1'\n    key_results: []\n"
    )
    text = run_cli("export", "--format", "csv", cwd=tmp_path).out
    assert ",'=1+1," in text
    run_cli("export", "--format", "xlsx", "-o", "all.xlsx", cwd=tmp_path)
    from openpyxl import load_workbook

    cells = [cell for row in load_workbook(tmp_path / "all.xlsx").worksheets[0].iter_rows() for cell in row]
    assert all(cell.data_type in ("s", "n") for cell in cells)
