"""Sources that reach further than they may: each is refused with a code, and nothing is written anywhere."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from okrctl.shell.sources import run
from tests.kit.pulling import FILE, ORDERS, refused
from tests.kit.shop import Shop, objective, result

LONG = "select levenshtein(repeat('a', 2000000), repeat('b', 2000000))"
ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    root = tmp_path / "shop"
    (root / "exports").mkdir(parents=True)
    (root / FILE).write_text(ORDERS)
    (tmp_path / "secret.csv").write_text(ORDERS)
    writer = sqlite3.connect(root / "shop.sqlite")
    writer.execute("create table orders (total real)")
    writer.execute("insert into orders values (40.1)")
    writer.commit()
    writer.close()
    return Shop(root, sources={"seconds": 10})


@pytest.mark.reliability("Sources", "paths that lead out of the workspace: refused")
@pytest.mark.parametrize(
    "path",
    [
        "../secret.csv",
        "exports/../../secret.csv",
        "{outside}/secret.csv",
        "/etc/passwd",
        "link.csv",
        "linked/secret.csv",
        "chain.csv",
        "../*.csv",
        "exports/../../*.csv",
        "/etc/*",
        "linked/*.csv",
        "link*/*.csv",
        "*/../../*.csv",
        "~/../../../../../../etc/passwd",
    ],
)
def test_no_path_leads_out_of_the_workspace(shop: Shop, tmp_path: Path, path: str) -> None:
    (shop.root / "link.csv").symlink_to(tmp_path / "secret.csv")
    (shop.root / "linked").symlink_to(tmp_path)
    (shop.root / "chain.csv").symlink_to("link.csv")
    out = refused(shop, {"file": path.format(outside=tmp_path), "value": "count(*)"})
    assert "OKR902 error source-outside" in out


def test_git_keeps_its_own_files(shop: Shop) -> None:
    (shop.root / ".git").mkdir()
    (shop.root / ".git" / "config").write_text(ORDERS)
    (shop.root / "config.csv").symlink_to(".git/config")
    out = refused(shop, {"file": "config.csv", "value": "count(*)"})
    assert "OKR902" in out and "git's own files" in out


def test_no_database_lies_outside(shop: Shop, tmp_path: Path) -> None:
    (shop.root / "shop.sqlite").rename(tmp_path / "shop.sqlite")
    (shop.root / "link.sqlite").symlink_to(tmp_path / "shop.sqlite")
    for path in ("../shop.sqlite", "link.sqlite", str(tmp_path / "shop.sqlite")):
        assert "OKR902" in refused(shop, {"database": path, "query": "select 1"})


@pytest.mark.parametrize("how", ["flag", "settings", "absolute"])
def test_folders_can_be_allowed(shop: Shop, tmp_path: Path, how: str) -> None:
    allowed = {"settings": [".."], "absolute": [str(tmp_path)]}.get(how, [])
    shop = Shop(shop.root, sources={"allow": allowed})
    shop.write(
        lead="Ana", objectives=[objective(result(count=9, source={"file": "../secret.csv", "value": "count(*)"}))]
    )
    flag = ["--allow", str(tmp_path)] if how == "flag" else []
    ran = shop.run("pull", "--as-of", "2026-02-14", "--by", "ana@example.com", "--dry-run", "--print", *flag)
    assert ran.code == 0 and "kr: {value: 2, note: 'from ../secret.csv (2 rows" in ran.out, ran.out + ran.err


QUERIES = [
    ("copy data to '{outside}/out.csv'", "OKR903"),
    ("copy (select 1) to '/dev/stdout'", "OKR903"),
    ("attach '{outside}/new.db'", "OKR903"),
    ("attach ':memory:' as more", "OKR903"),
    ("install httpfs", "OKR903"),
    ("load httpfs", "OKR903"),
    ("load '{outside}/x.so'", "OKR903"),
    ("export database '{outside}/out'", "OKR903"),
    ("import database '{outside}'", "OKR903"),
    ("pragma database_list", "OKR903"),
    ("set enable_external_access = true", "OKR903"),
    ("set memory_limit = '100GB'", "OKR903"),
    ("create table more as select 1", "OKR903"),
    ("drop table data", "OKR903"),
    ("create secret (type s3, key_id 'x')", "OKR903"),
    ("call pragma_version()", "OKR903"),
    ("select 1; select 2", "OKR903"),
    ("select count(*) from data; copy data to '{outside}/out.csv'", "OKR903"),
    (" -- nothing", "OKR903"),
    ("select count(*) from read_csv('/etc/passwd')", "OKR903"),
    ("select count(*) from read_csv('exports/orders.csv')", "OKR903"),
    ("select content from read_text('{outside}/secret.csv')", "OKR903"),
    ("select count(*) from read_blob('/dev/zero')", "OKR903"),
    ("select count(*) from glob('/etc/*')", "OKR903"),
    ("select count(*) from sniff_csv('/etc/passwd')", "OKR903"),
    ("select count(*) from parquet_schema('{outside}/secret.csv')", "OKR903"),
    ("select count(*) from '{outside}/secret.csv'", "OKR903"),
    ("select count(*) from read_parquet('{url}/x.parquet')", "OKR903"),
    ("select count(*) from '{url}/x.csv'", "OKR903"),
    ("select count(*) from read_csv_auto('s3://bucket/x.csv')", "OKR903"),
    ("select count(*) from job", "OKR904"),
    ("select getenv('PATH')", "OKR904"),
    ("selec 1", "OKR904"),
    ("select nope from data", "OKR904"),
    ("select $nope", "OKR904"),
    ("select ?", "OKR904"),
    (ENDLESS, "OKR905"),
    (LONG, "OKR905"),
    ("select list(range) from range(200000000)", "OKR905"),
    ("select string_agg(repeat('x', 1000), '') from range(10000000)", "OKR905"),
    ("select repeat('a', 4000000000)", "OKR905"),
    ("select total from data", "OKR906"),
    ("select total from data where false", "OKR906"),
    ("select min(total), max(total) from data", "OKR906"),
    ("select avg(total) from data where false", "OKR906"),
    ("select 'nan'::double", "OKR906"),
    ("select -('inf'::double)", "OKR906"),
    ("select 0.0 / 0", "OKR906"),
    ("select [1, 2]", "OKR906"),
    ("select date '2026-01-01'", "OKR906"),
    ("select 'many'", "OKR906"),
    ("select repeat('9', 41)", "OKR906"),
    ("select 1e40::double", "OKR906"),
    ("select true", "OKR906"),
]
# each starts an engine, and the long ones take the ten seconds that are their limit: every fifth by day
TIERED = [
    pytest.param(*each, marks=[pytest.mark.night] if at % 5 or each[0] in (ENDLESS, LONG) else [])
    for at, each in enumerate(QUERIES)
]


@pytest.mark.reliability("Sources", "queries that reach for files, network, settings or writing: refused")
@pytest.mark.parametrize(("query", "code"), TIERED)
def test_a_query_reads_its_tables_and_gives_one_value(shop: Shop, address: str, query: str, code: str) -> None:
    found = query.replace("{outside}", str(shop.root.parent)).replace("{url}", address)
    assert f": {code} error " in refused(shop, {"file": FILE, "query": found})


@pytest.fixture
def address() -> Iterator[str]:
    """A server that must never be asked for anything."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

        do_HEAD = do_GET  # noqa: N815

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    assert not asked


@pytest.mark.reliability("Sources", "the same for SQLite: refused, the database unchanged")
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("attach '{outside}/new.db' as new", "OKR903"),
        ("pragma table_info(orders)", "OKR903"),
        ("select * from pragma_database_list", "OKR903"),
        ("delete from orders", "OKR903"),
        ("insert into orders values (1) returning 1", "OKR903"),
        ("create table more (a)", "OKR903"),
        ("vacuum into '{outside}/out.db'", "OKR903"),
        ("select load_extension('{outside}/x.so')", "OKR903"),
        ("select 1; select 2", "OKR903"),
        ("select readfile('/etc/passwd')", "OKR904"),
        ("select nope from orders", "OKR904"),
        ("select $nope", "OKR904"),
        pytest.param(ENDLESS, "OKR905", marks=pytest.mark.night),
        ("select zeroblob(1000000000)", "OKR904"),
        ("select total from orders union select 2", "OKR906"),
        ("select null", "OKR906"),
        ("select 9e999", "OKR906"),
        ("select x'00'", "OKR906"),
    ],
)
def test_a_database_is_only_read(shop: Shop, query: str, code: str) -> None:
    found = query.replace("{outside}", str(shop.root.parent))
    assert f": {code} error " in refused(shop, {"database": "shop.sqlite", "query": found})


@pytest.mark.reliability("Sources", "files that are not what their name says: a coded refusal")
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("gone.csv", None, "is missing"),
        ("orders.pickle", b"x", "has an unsupported format"),
        ("empty.csv", b"", "has no heading"),
        ("short.csv", b"a,b\n1,2\n3\n", "the row that ends on line 3 has 1 cells, but the heading has 2"),
        ("long.csv", b"a,b\n1,2\n3,4,5\n", "has 3 cells"),
        ("quote.csv", b'a,b\n1,"x\n2,y\n', "cannot be read as CSV"),
        ("latin.csv", "n\xe4me,b\n1,2\n".encode("latin-1"), "is not UTF-8"),
        ("cell.csv", b"a,b\n1," + b"x" * (2 << 20) + b"\n", "cannot be read as CSV"),
        ("bad.csv.gz", b"not zipped", "cannot be read as CSV"),
        ("bad.json", b'{"a": ', "OKR901"),
        ("bad.parquet", b"PAR1", "OKR901"),
        ("bad.xlsx", b"PK", "cannot be read as XLSX"),
        ("bad.sqlite", b"SQLite format 3\0" + b"x" * 200, "OKR901"),
        ("no.sqlite", b"a,b\n", "is not a SQLite database"),
    ],
)
def test_files_that_are_not_what_they_seem(shop: Shop, name: str, content: bytes | None, words: str) -> None:
    if content is not None:
        (shop.root / name).write_bytes(content)
    if name.endswith("sqlite"):
        out = refused(shop, {"database": name, "query": "select count(*) from sqlite_master"})
    else:
        out = refused(shop, {"file": name, "value": "count(*)"})
    assert words in out and "OKR901" in out


def test_only_regular_files(shop: Shop) -> None:
    os.mkfifo(shop.root / "pipe.csv")
    (shop.root / "folder.csv").mkdir()
    assert "pipe.csv is not a regular file" in refused(shop, {"file": "pipe.csv", "value": "count(*)"})
    assert "OKR901" in refused(shop, {"file": "folder.csv", "value": "count(*)"})
    (shop.root / "zero.csv").symlink_to("/dev/zero")
    assert "OKR902" in refused(shop, {"file": "zero.csv", "value": "count(*)"})


def test_an_error_of_any_length_is_told_in_short(shop: Shop) -> None:
    out = refused(shop, {"file": FILE, "query": "select error(repeat('x', 100000))"})
    assert "OKR904" in out and "xxx…" in out and len(out) < 2000


def test_what_a_source_says_is_data_in_the_report(shop: Shop) -> None:
    out = refused(shop, {"file": "exports/\u202egone.csv", "value": "1"})
    assert "\u202e" not in out and "\\u202E" in out


def test_a_query_sees_nothing_of_the_users_environment(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    real = subprocess.run

    def watching(command: list[str], **keys: Any) -> Any:
        if command[-1] == "okrctl.shell.sources.worker":
            seen.append(dict(keys["env"]))
        return real(command, **keys)

    monkeypatch.setenv("GITHUB_TOKEN", "hunter2")
    monkeypatch.setenv("https_proxy", "http://proxy.example")
    monkeypatch.setattr(subprocess, "run", watching)
    refused(shop, {"file": FILE, "value": "count(*) || getenv('GITHUB_TOKEN')"})
    (world,) = seen
    assert set(world) <= {*run._KEPT, "HOME", "USERPROFILE", "TMPDIR", "TEMP"}
    assert world["HOME"] == world["TMPDIR"] != os.environ.get("HOME")
