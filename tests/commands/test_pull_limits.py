"""How much a source may read, unpack and take: each limit is met by what would give a value without it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.kit.pulling import pulled, refused
from tests.kit.shop import Shop

BOOK = {"file": "book.xlsx", "value": "count(*)"}
COUNT = {"file": "many/*.csv", "value": "count(*)"}


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path / "shop", sources={"seconds": 60})
    (shop.root / "many").mkdir()
    return shop


def test_only_so_much(shop: Shop) -> None:
    with (shop.root / "huge.csv").open("wb") as file:
        file.truncate(300 << 20)
    out = refused(shop, {"file": "huge.csv", "value": "count(*)"})
    assert "huge.csv is too large: a source may read 256 MiB" in out


@pytest.mark.night
def test_a_flood_out_of_a_small_file(shop: Shop) -> None:
    import gzip

    shop = Shop(shop.root, sources={"seconds": 5})
    (shop.root / "flood.csv.gz").write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 60_000_000, 1))
    assert "OKR905" in refused(shop, {"file": "flood.csv.gz", "value": "count(*)"})


def test_only_so_much_in_all(shop: Shop) -> None:
    files = {}
    for name in ("a", "b"):
        with (shop.root / f"{name}.json").open("wb") as file:
            file.write(b'[{"n": 1}]')
            file.write(b" " * (130 << 20))
        files[name] = f"{name}.json"
    out = refused(shop, {"files": files, "query": "select (select count(*) from a) + (select count(*) from b)"})
    assert "b.json is too large: a source may read 256 MiB" in out


def many(shop: Shop, number: int) -> None:
    for each in range(number):
        (shop.root / "many" / f"{each:04}.csv").write_text("n\n1\n")


def test_only_so_many_files_a_pattern(shop: Shop) -> None:
    many(shop, 1001)
    assert "many/*.csv means more than 1000 files" in refused(shop, COUNT)


def test_only_so_many_files_in_all(shop: Shop) -> None:
    many(shop, 501)
    files = {"a": "many/*.csv", "b": "many/*.csv"}
    out = refused(shop, {"files": files, "query": "select (select count(*) from a) + (select count(*) from b)"})
    assert "OKR905" in out and "the source names more than 1000 files" in out


@pytest.mark.parametrize(
    ("pattern", "code"), [("*/.." + "/many/.." * 20 + "/many/*.csv", "OKR902"), ("*" + "/x" * 40, "OKR905")]
)
def test_a_pattern_goes_only_so_far(shop: Shop, pattern: str, code: str) -> None:
    many(shop, 1)
    assert f"{code} error" in refused(shop, {"file": pattern, "value": "count(*)"})


def book(path: Path, sheet: Iterable[bytes]) -> None:
    """An XLSX file with these rows, which may say whatever they like."""
    from openpyxl import Workbook

    Workbook().save(path.with_suffix(".plain"))
    with (
        zipfile.ZipFile(path.with_suffix(".plain")) as plain,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as crafted,
    ):
        for part in plain.namelist():
            if not part.endswith("sheet1.xml"):
                crafted.writestr(part, plain.read(part))
        with crafted.open("xl/worksheets/sheet1.xml", "w") as file:
            file.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for each in sheet:
                file.write(each)
            file.write(b"</sheetData></worksheet>")
    path.with_suffix(".plain").unlink()


def row(text: str, number: int = 1) -> bytes:
    return b"<row>" + f"<c t='inlineStr'><is><t>{text}</t></is></c>".encode() * number + b"</row>"


LONG = "é" * 400_000


@pytest.mark.reliability("Sources", "an XLSX file that is far larger than it seems: refused")
@pytest.mark.parametrize(
    ("sheet", "limit"),
    [
        pytest.param([row("n"), row(LONG) * 90], "64 MiB of text", id="texts"),
        pytest.param([row("n"), b"<row><c r='XFD2'/></row>" * 1025], "16,777,216 cells", id="cells"),
        pytest.param([row("n"), b"<row r='1048577'><c><v>1</v></c></row>"], "1,048,576 rows", id="rows"),
        pytest.param([row("n"), row("1"), *[b" " * (1 << 20)] * 257], "256 MiB unpacked", id="unpacked"),
    ],
)
def test_a_sheet_is_only_so_large(shop: Shop, sheet: list[bytes], limit: str) -> None:
    book(shop.root / "book.xlsx", sheet)
    out = refused(shop, BOOK)
    assert "OKR905" in out and f"book.xlsx is too large: XLSX is read up to {limit}" in out


def test_all_sheets_are_only_so_large(shop: Shop) -> None:
    for name in ("a", "b"):
        book(shop.root / f"{name}.xlsx", [row("n"), row(LONG) * 50])
    assert "64 MiB of text" in refused(shop, {"file": "?.xlsx", "value": "count(*)"})
    (shop.root / "b.xlsx").unlink()
    assert "kr: {value: 50," in pulled(shop, {"file": "?.xlsx", "value": "count(*)"})


def test_the_engine_takes_only_so_much_memory(shop: Shop) -> None:
    """Some 1.2 GB, of which the process as a whole could have 2; lists take twice as much since DuckDB 2."""
    many = 140_000_000 if version("duckdb").startswith("1.") else 60_000_000
    (shop.root / "many" / "a.csv").write_text("n\n1\n")
    out = refused(shop, COUNT | {"value": f"(select len(list(range)) from range({many}))"})
    assert "OKR905" in out and "it needs more memory than it may have" in out


def test_the_process_takes_only_so_much_memory(shop: Shop) -> None:
    """2.4 GB, which SQLite would take without a word."""
    import sqlite3

    sqlite3.connect(shop.root / "shop.sqlite").execute("create table orders (n)").connection.close()
    texts = ", ".join(f"hex(zeroblob({30_000_000 + each}))" for each in range(40))
    out = refused(shop, {"database": "shop.sqlite", "query": f"select length(max({texts}))"})
    assert "OKR905" in out and "it needs more memory than it may have" in out


def working(folder: Path, load: str, run: str) -> bytes:
    """The answer of the process with an engine that anything can be done with."""
    code = (
        "from pathlib import Path\n"
        "from okrctl.shell.sources import database, worker\n"
        f"database.load = lambda job: {load}\n"
        f"database.run = lambda connection, job: [({run},)]\n"
        "worker.main()\n"
    )
    job = b'{"tables": [["", "sqlite", ["x"]]], "seconds": 9}'
    return subprocess.run([sys.executable, "-c", code], input=job, cwd=folder, capture_output=True, check=True).stdout


@pytest.mark.parametrize(
    ("load", "run", "said"),
    [
        ("None", "Path('out').write_text('x')", b"File too large"),
        ("Path('out').open('wb').truncate(257 << 20)", "1", b"File too large"),
        ("Path('out').open('wb').truncate(255 << 20)", "1", b'"value": "1"'),
    ],
)
def test_the_process_writes_only_so_much(tmp_path: Path, load: str, run: str, said: bytes) -> None:
    """What engines and parsers refuse by themselves, the system refuses as well."""
    assert said in working(tmp_path, load, run)


def test_a_help_of_any_length_is_told_in_short(shop: Shop) -> None:
    (shop.root / "wide.csv").write_text(",".join(f"column{each}" for each in range(2000)) + "\n" + "1," * 1999 + "1\n")
    out = refused(shop, {"file": "wide.csv", "value": "max(nope)"})
    assert "OKR904" in out and len(out) < 2000
