"""What lies beside a database is a stranger's too: SQLite must not act on it, nor count half of a change."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
from pathlib import Path

import pytest

from okrctl.shell.sources import database
from okrctl.shell.sources.snapshot import Snapshot, Table
from tests.kit.pulling import pulled, refused
from tests.kit.shop import Shop

COUNT = {"database": "shop.sqlite", "query": "select count(*) from orders"}
PAGE = 4096
MAGIC = bytes.fromhex("d9d505f920a163d7")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path / "shop")
    make_database(shop.root / "shop.sqlite")
    (tmp_path / "precious.txt").write_text("outside of the workspace")
    return shop


def make_database(path: Path, mode: str = "delete") -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"pragma page_size = {PAGE}")
    connection.execute(f"pragma journal_mode = {mode}")
    connection.execute("create table orders (total real)")
    connection.execute("insert into orders values (40.1)")
    return connection


def journal(victim: Path, magic: bytes = MAGIC) -> bytes:
    """A rollback journal without any page, which says that the victim is its super-journal."""
    header = magic + struct.pack(">5I", 0, 1, 2, 512, PAGE)
    name = os.fsencode(victim)
    total = sum(byte - 256 if byte > 127 else byte for byte in name) & 0xFFFFFFFF
    trailer = struct.pack(">I", (1 << 30) // PAGE + 1) + name + struct.pack(">2I", len(name), total) + MAGIC
    return header.ljust(512, b"\0") + trailer


@pytest.mark.reliability("Sources", "a crafted journal beside a database: refused, and no file is deleted")
@pytest.mark.parametrize("victim", ["precious.txt", "shop/okrs/shop.yaml"])
@pytest.mark.parametrize("linked", [False, True])
def test_a_journal_names_a_file_to_delete(shop: Shop, tmp_path: Path, victim: str, linked: bool) -> None:
    place = shop.root / ("elsewhere" if linked else "shop.sqlite-journal")
    place.write_bytes(journal(tmp_path / victim))
    if linked:
        (shop.root / "shop.sqlite-journal").symlink_to("elsewhere")
    out = refused(shop, COUNT, "--dry-run")
    assert "OKR901" in out
    assert linked or "shop.sqlite has an unfinished change in shop.sqlite-journal" in out


def test_the_crafted_journal_works_where_nothing_is_done_about_it(shop: Shop, tmp_path: Path) -> None:
    """Or the tests around it would show nothing."""
    (shop.root / "shop.sqlite-journal").write_bytes(journal(tmp_path / "precious.txt"))
    sqlite3.connect(shop.root / "shop.sqlite").execute("select * from orders").fetchall()
    assert not (tmp_path / "precious.txt").exists()


def test_no_journal_is_copied(shop: Shop, tmp_path: Path) -> None:
    (shop.root / "shop.sqlite-journal").write_bytes(journal(tmp_path / "precious.txt", bytes(8)))
    (tmp_path / "copies").mkdir()
    found = Snapshot(shop.root, (), tmp_path / "copies").database("shop.sqlite")
    assert isinstance(found, Table), found
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["0.sqlite"]


def test_a_copy_is_opened_as_if_it_were_alone(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    copy = shutil.copy(shop.root / "shop.sqlite", tmp_path / "copies")
    Path(f"{copy}-journal").write_bytes(journal(tmp_path / "precious.txt"))
    connection = database.load({"tables": [["", "sqlite", [str(copy)]]]})
    assert database.run(connection, {"query": COUNT["query"], "given": {}}) == [(1,)]
    assert (tmp_path / "precious.txt").exists()


def test_a_change_that_is_not_finished(shop: Shop) -> None:
    (shop.root / "shop.sqlite").unlink()
    writer = make_database(shop.root / "shop.sqlite")
    writer.execute("pragma cache_size = 1")
    writer.execute("begin")
    writer.execute(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) "
        "insert into orders select i from n"
    )
    assert "unfinished change" in refused(shop, COUNT)
    writer.execute("rollback")
    assert "kr: {value: 1," in pulled(shop, COUNT)
    writer.close()


@pytest.mark.parametrize("mode", ["persist", "truncate"])
def test_a_journal_that_is_over_stands_in_no_way(shop: Shop, mode: str) -> None:
    (shop.root / "shop.sqlite").unlink()
    make_database(shop.root / "shop.sqlite", mode).close()
    assert (shop.root / "shop.sqlite-journal").exists()
    assert "kr: {value: 1," in pulled(shop, COUNT)


@pytest.mark.parametrize("end", ["-journal", "-wal"])
def test_what_lies_beside_is_a_regular_file(shop: Shop, end: str) -> None:
    os.mkfifo(shop.root / f"shop.sqlite{end}")
    assert "OKR901" in refused(shop, COUNT)
    (shop.root / f"shop.sqlite{end}").unlink()
    (shop.root / f"shop.sqlite{end}").symlink_to("/dev/zero")
    assert "OKR901" in refused(shop, COUNT)


def log(page: int) -> bytes:
    """A write-ahead log whose only frame is a page at that place."""

    def checked(data: bytes, first: int, second: int) -> tuple[int, int]:
        words = struct.unpack(f"<{len(data) // 4}I", data)
        for one, other in zip(words[::2], words[1::2], strict=True):
            first = (first + one + second) & 0xFFFFFFFF
            second = (second + other + first) & 0xFFFFFFFF
        return first, second

    header = struct.pack(">6I", 0x377F0682, 3007000, PAGE, 0, 1, 2)
    sums = checked(header, 0, 0)
    frame = struct.pack(">2I", page, page)
    content = bytes(PAGE)
    header += struct.pack(">2I", *sums)
    return header + frame + struct.pack(">4I", 1, 2, *checked(frame + content, *sums)) + content


def test_a_log_does_not_blow_up_the_database(shop: Shop) -> None:
    (shop.root / "shop.sqlite").unlink()
    make_database(shop.root / "shop.sqlite", "wal").close()
    (shop.root / "shop.sqlite-wal").write_bytes(log(3))
    assert "kr: {value: 1," in pulled(shop, COUNT)
    (shop.root / "shop.sqlite-wal").write_bytes(log((300 << 20) // PAGE))
    assert "OKR901" in refused(shop, COUNT)
