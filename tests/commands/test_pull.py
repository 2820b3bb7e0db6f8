"""`okrctl pull` through the front door: every kind of file, what is pulled and what not, and how it is written."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from okrctl.core.loading.facts import department_facts
from tests.kit.harness import PROJECT, Ran, environment, run_any, run_program
from tests.kit.shop import Shop, check_in, objective, result

DAY = "2026-02-14"
ROWS = [
    ("#1001", "40.10", "paid", "2026-01-20"),
    ("#1002", "65.30", "paid", "2026-02-03"),
    ("#1003", "12.00", "refunded", "2026-03-01"),
]
HEADING = ("Name", "Total", "Financial Status", "Paid at")
PAID = {"value": "avg(total)", "where": "financial_status = 'paid'"}
ORDERS = {"file": "exports/orders.csv", **PAID}


def text_of(separator: str = ",") -> str:
    return "".join(separator.join(row) + "\n" for row in (HEADING, *ROWS))


class Files(Shop):
    """A shop whose files are written in block style, as people write them: a check-in can be added."""

    def write(self, department: str = "shop", *, file: str | None = None, **keys: Any) -> Shop:
        """Write a department's file."""
        path = self.root / "okrs" / f"{file or department}.yaml"
        path.write_text(yaml.safe_dump({"okrctl": 1, "department": department, **keys}, sort_keys=False))
        return self


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "orders.csv").write_text(text_of())
    return Files(tmp_path)


def plan(shop: Shop, *key_results: Any, **keys: Any) -> Shop:
    return shop.write(lead="Ana", objectives=[objective(*key_results)], **keys)


def pull(shop: Shop, *args: str) -> Ran:
    return shop.run("pull", "--as-of", DAY, "--by", "ana@example.com", *args)


def journal(shop: Shop, path: str = "okrs/shop.yaml") -> list[dict[str, Any]]:
    """The entries of a file: results as value and note."""
    facts = department_facts(path, (shop.root / path).read_text(encoding="utf-8"))
    return [{id: (said.value, said.note) for id, said in entry.results.items()} for entry in facts.check_ins]


def pulled(shop: Shop, source: Any, **keys: Any) -> str | None:
    """The value that a source gives to a key result."""
    plan(shop, result(**{"baseline": 1, "target": 2, **keys}, source=source))
    ran = pull(shop)
    assert ran.code == 0, ran.out + ran.err
    value: str | None = journal(shop)[-1]["kr"][0]
    return value


def write_xlsx(path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Notes"])
    sheet = book.create_sheet("Orders")
    for row in (HEADING, *((name, float(total), *rest) for name, total, *rest in ROWS)):
        sheet.append(row)
    book.save(path)


def write_parquet(path: Path) -> None:
    # in a process of its own, as in okrctl: the engine complains on stderr when Python ends
    code = f"import duckdb\nduckdb.sql(\"copy (from '{path.with_name('orders.csv')}') to '{path}'\")"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


WRITERS: dict[str, Callable[[Path], object]] = {
    "orders.tsv": lambda path: path.write_text(text_of("\t")),
    "semicolons.csv": lambda path: path.write_text("\ufeff" + text_of(";"), encoding="utf-8"),
    "orders.csv.gz": lambda path: path.write_bytes(gzip.compress(text_of().encode())),
    "orders.json": lambda path: path.write_text(
        json.dumps([dict(zip(HEADING, (n, float(t), s, p), strict=True)) for n, t, s, p in ROWS])
    ),
    "orders.jsonl": lambda path: path.write_text(
        "".join(json.dumps({"Total": float(t), "Financial Status": s}) + "\n" for _, t, s, _ in ROWS)
    ),
    "orders.parquet": write_parquet,
    "orders.xlsx": write_xlsx,
}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[{"Total": 4},', "breaks off"),
        ('[{"Total": 4}', "breaks off"),
        ('[{"Total": 4}, {"Total": 5', "breaks off"),
        ('{"Total": 4}\n{"Total": 5', "breaks off"),
        ('\ufeff[{"Total": 4}]', "is not JSON in UTF-8"),
        ("null", "is not JSON in UTF-8"),
        ("", "is not JSON in UTF-8"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.reliability("Sources", "JSON that was written halfway: refused, not read as far as it goes")
def test_half_a_list_gives_no_value(shop: Shop, text: str, words: str, packed: bool) -> None:
    name = "orders.json.gz" if packed else "orders.json"
    data = text.encode()
    (shop.root / "exports" / name).write_bytes(gzip.compress(data) if packed else data)
    plan(shop, result(baseline=1, target=2, source={"file": f"exports/{name}", "value": "sum(total)"}))
    ran = pull(shop)
    assert (ran.code, words in ran.out) == (1, True), ran.out


def test_a_file_with_a_heading_alone_is_told_so(shop: Shop) -> None:
    (shop.root / "exports" / "orders.csv").write_text(text_of().split("\n")[0] + "\n")
    plan(shop, result(baseline=1, target=2, source={"file": "exports/orders.csv", "value": "avg(total)"}))
    assert "there are no rows" in pull(shop).out


@pytest.mark.parametrize("name", WRITERS)
def test_every_kind_of_file_gives_the_same_value(shop: Shop, name: str) -> None:
    WRITERS[name](shop.root / "exports" / name)
    sheet = {"sheet": "Orders"} if name.endswith("xlsx") else {}
    assert pulled(shop, {"file": f"exports/{name}", **PAID, **sheet}) == "52.7"


def test_a_sqlite_database_with_all_that_its_log_still_has(shop: Shop) -> None:
    writer = sqlite3.connect(shop.root / "shop.sqlite")
    writer.execute("pragma journal_mode = wal")
    writer.execute("create table orders (name text, total real, status text, paid_at text)")
    writer.executemany("insert into orders values (?, ?, ?, ?)", ROWS)
    writer.commit()
    before = sorted(path.name for path in shop.root.iterdir())
    query = "select avg(total) from orders where status = 'paid' and paid_at <= $day"
    assert pulled(shop, {"database": "shop.sqlite", "query": query}) == "52.7"
    assert sorted(path.name for path in shop.root.iterdir()) == before
    writer.close()


def test_several_files_and_patterns(shop: Shop) -> None:
    (shop.root / "exports" / "sessions-1.csv").write_text("Day,Sessions\n2026-01-20,100\n")
    (shop.root / "exports" / "sessions-2.csv").write_text("Day,Sessions\n2026-02-03,50\n")
    files = {"orders": "exports/orders.csv", "visits": "exports/sessions-*.csv"}
    query = "select 100 * (select count(*) from orders) / (select sum(sessions) from visits)"
    assert pulled(shop, {"files": files, "query": query}) == "2"
    note = journal(shop)[-1]["kr"][1]
    assert note and "exports/orders.csv (3 rows, sha256 " in note and "exports/sessions-*.csv (2 rows, sha256 " in note


def test_a_row_for_each_order_with_american_dates(shop: Shop) -> None:
    """The other layout of docs/guide/sources.md, with its query."""
    (shop.root / "exports" / "woo.csv").write_text(
        "order_id,order_number,date,status,order_shipping,order_total,payment_method,order_item_1\n"
        "4990,1001,12/24/2025 9:05,completed,0,500,paypal,id:1\n"
        "4991,1002,1/20/2026 0:37,completed,5,40.10,paypal,id:1|qty:1\n"
        "4992,1003,2/3/2026 22:00,processing,0,65.30,card,id:2\n"
        "4993,1004,2/4/2026 22:00,refunded,0,30,card,id:2\n"
    )
    text = (PROJECT / "docs" / "guide" / "sources.md").read_text(encoding="utf-8")
    example = text.partition("export plugins:\n\n```yaml\n")[2].partition("```")[0]
    source = yaml.safe_load(example.replace("orders.csv", "woo.csv"))["source"]
    assert pulled(shop, source) == "52.7"
    assert (
        pulled(shop, source | {"value": "100 * count(*) filter (status = 'refunded') / count(*)", "where": "true"})
        == "25"
    )


def test_patterns_work_wherever_the_workspace_lies(tmp_path: Path) -> None:
    shop = Files(tmp_path / "a [b] *")
    for month in ("01", "02"):
        (shop.root / "exports" / month).mkdir(parents=True)
        (shop.root / "exports" / month / "orders.csv").write_text(text_of())
    (shop.root / "exports" / ".trash").mkdir()
    (shop.root / "exports" / ".trash" / "orders.csv").write_text(text_of())
    assert pulled(shop, {"file": "exports/*/orders.csv", "value": "count(*)"}) == "6"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("sum(total)", "117.4"),
        ("count(*)", "3"),
        ("max(0.1::double + 0.2::double)", "0.3"),
        ("sum(total) * 100000000000.00", "11740000000000"),
        ("max(12345678901234567890123456789012345)", "12345678901234567890123456789012345"),
        ("max(1 / 3)", "0.333333"),
        ("max(1e-15::double)", "0.000000000000001"),
        ("max(-0.0::double)", "0"),
        ("max('57.50')", "57.50"),
        ("sum(total) -- with a comment", "117.4"),
    ],
)
def test_numbers_are_exact_where_they_can_be(shop: Shop, value: str, expected: str) -> None:
    assert pulled(shop, {"file": "exports/orders.csv", "value": value}) == expected


def test_money_adds_up_to_the_cent(shop: Shop) -> None:
    """As floating point this sum is 99999999999.98999… or so; as decimals it is what a till would say."""
    rows = "".join(f"{number}.10\n" for number in (99_999_999_999_999_999, 0, 0))
    (shop.root / "exports" / "cents.csv").write_text(f"Total\n{rows}")
    found = pulled(shop, {"file": "exports/cents.csv", "value": "sum(total)"})
    assert found == "99999999999999999.3"


def test_days_are_parameters(shop: Shop) -> None:
    query = "select count(*) from data where paid_at between $start and $day and $end = date '2026-03-31'"
    assert pulled(shop, {"file": "exports/orders.csv", "query": query}) == "2"
    assert "2 rows" not in journal(shop)[-1]["kr"][1]


def test_a_deliverable_takes_true_and_false(shop: Shop) -> None:
    source = {"file": "exports/orders.csv", "value": "count(*) >= 3"}
    plan(shop, result(done_when="Three orders are in", source=source))
    assert pull(shop).code == 0
    assert journal(shop)[-1]["kr"][0] == "done"


def test_the_dictionary_has_sources_too_and_the_items_own_comes_first(tmp_path: Path) -> None:
    metrics = {"aov": {"title": "Average order", "unit": "USD", "source": {"file": "o.csv", "value": "avg(total)"}}}
    shop = Files(tmp_path, metrics=metrics)
    (tmp_path / "o.csv").write_text(text_of())
    own = {"file": "o.csv", "value": "max(total)"}
    plan(
        shop,
        result("mean", metric="aov", baseline=1, target=100),
        result("most", metric="aov", baseline=1, target=100, source=own),
        result("told", metric="aov", baseline=1, target=100, source="The shop's admin, Orders"),
        kpis=[{"id": "watched", "title": "Average order", "metric": "aov"}],
    )
    assert pull(shop).code == 0
    assert {id: value for id, (value, _) in journal(shop)[-1].items()} == {
        "mean": "39.1333",
        "most": "65.3",
        "watched": "39.1333",
    }


def test_only_what_runs_is_pulled(shop: Shop) -> None:
    def with_source(id: str, **keys: Any) -> Any:
        return result(id, **{"baseline": 1, "target": 2, **keys}, source=ORDERS)

    shop.write(
        lead="Ana",
        objectives=[
            objective(with_source("runs"), with_source("given-up", dropped={"date": "2026-02-01", "why": "x"})),
            objective(with_source("drafted"), id="draft", draft=True),
            objective(with_source("over"), id="old", cycle="2025-Q4"),
            objective(with_source("ahead"), id="new", cycle="2026-Q2"),
            objective(with_source("closed"), id="shut", closed={"date": "2026-02-01", "learned": "x"}),
            objective(result("reads", kpi="aov", baseline=1, target=2), id="read"),
            objective(
                result("did", done_when="x", source={"file": "exports/orders.csv", "value": "true"}), id="finished"
            ),
        ],
        kpis=[{"id": "aov", "title": "Average order", "source": ORDERS}],
        check_ins=[check_in("2026-02-01", {"did": "done"})],
    )
    assert pull(shop).code == 0
    assert sorted(journal(shop)[-1]) == ["aov", "runs"]


@pytest.mark.parametrize("target", ["shop", "shop.yaml", "shop/goal", "shop/kr", "kr", "shop/watched"])
def test_a_target_limits_it(shop: Shop, target: str) -> None:
    kpis = [{"id": "watched", "title": "Watched", "source": ORDERS}]
    plan(shop, result(baseline=1, target=100, source=ORDERS), kpis=kpis)
    assert pull(shop, target).code == 0
    expected = {"shop/watched": ["watched"], "shop/goal": ["kr"], "shop/kr": ["kr"], "kr": ["kr"]}
    assert sorted(journal(shop)[-1]) == expected.get(target, ["kr", "watched"])


def test_nothing_to_pull_is_said_and_fine(shop: Shop) -> None:
    plan(shop, result(count=3, source="counted by hand"))
    ran = pull(shop, "shop/kr")
    assert (ran.code, ran.out) == (0, "")
    assert "nothing to pull for shop/kr on 2026-02-14" in ran.err


def test_it_writes_as_a_check_in_does(shop: Shop) -> None:
    plan(shop, result(baseline=1, target=100, source=ORDERS))
    before = (shop.root / "okrs/shop.yaml").read_text()
    ran = pull(shop, "--note", "From the shop")
    assert ran.code == 0 and "checked in shop for 2026-02-14" in ran.err
    assert "+++ okrs/shop.yaml" in ran.out and "52.7" in ran.out
    assert journal(shop)[-1]["kr"][1].startswith("from exports/orders.csv (3 rows, sha256 ")
    facts = department_facts("x", (shop.root / "okrs/shop.yaml").read_text())
    assert (facts.check_ins[-1].note, facts.check_ins[-1].by) == ("From the shop", "ana@example.com")
    again = pull(shop)
    assert again.code == 0 and "shop/kr already has 52.7 on 2026-02-14" in again.err
    assert len(journal(shop)) == 1
    assert before != (shop.root / "okrs/shop.yaml").read_text()


def test_the_same_contents_and_query_have_the_same_provenance(shop: Shop) -> None:
    plan(shop, result(baseline=1, target=100, source=ORDERS))
    pull(shop, "--date", "2026-02-07")
    (shop.root / "exports" / "orders.csv").write_text(text_of() + "#1004,99.99,refunded,2026-03-02\n")
    pull(shop)
    (first,), (second,) = ([note for _, note in entry.values()] for entry in journal(shop))
    assert first.split(", query ")[1] == second.split(", query ")[1]
    assert first.split("sha256 ")[1][:12] != second.split("sha256 ")[1][:12]


@pytest.mark.parametrize("option", ["--dry-run", "--print"])
def test_looking_first_writes_nothing(shop: Shop, option: str) -> None:
    plan(shop, result(baseline=1, target=100, source=ORDERS))
    before = (shop.root / "okrs/shop.yaml").read_bytes()
    ran = pull(shop, option)
    assert ran.code == 0 and "52.7" in ran.out
    assert (shop.root / "okrs/shop.yaml").read_bytes() == before


def test_files_of_their_own(tmp_path: Path) -> None:
    shop = Files(tmp_path, check_in={"layout": "file-per-check-in"})
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "orders.csv").write_text(text_of())
    plan(shop, result(baseline=1, target=100, source=ORDERS))
    assert pull(shop).code == 0
    (own,) = (tmp_path / "okrs" / "journal" / "shop").iterdir()
    assert journal(shop, own.relative_to(tmp_path).as_posix())[-1]["kr"][0] == "52.7"


def test_a_far_value_is_pointed_at(shop: Shop) -> None:
    weeks = ["2026-01-07", "2026-01-14", "2026-01-21", "2026-01-28", "2026-02-04"]
    entries = [check_in(day, {"kr": str(10 + at)}) for at, day in enumerate(weeks)]
    source = {"file": "exports/orders.csv", "value": "max(total) * 1000"}
    plan(shop, result(baseline=10, target=20, source=source), check_ins=entries)
    ran = pull(shop)
    assert ran.code == 0 and "is it right?" in ran.err


def test_one_failing_source_keeps_its_department_from_being_written_and_no_other(shop: Shop) -> None:
    good = result("good", baseline=1, target=100, source=ORDERS)
    bad = result("bad", baseline=1, target=100, source={"file": "exports/gone.csv", "value": "1"})
    plan(shop, good, bad)
    shop.write("other", lead="Tom", objectives=[objective(result("fine", baseline=1, target=100, source=ORDERS))])
    before = (shop.root / "okrs/shop.yaml").read_bytes()
    ran = pull(shop)
    assert ran.code == 1 and "OKR901 error source-unread" in ran.out and "Nothing written for shop" in ran.err
    assert (shop.root / "okrs/shop.yaml").read_bytes() == before
    assert journal(shop, "okrs/other.yaml")[-1]["fine"][0] == "52.7"


def test_a_source_that_is_left_out_for_errors_is_said(shop: Shop) -> None:
    good = result("good", baseline=1, target=100, source=ORDERS)
    plan(shop, good, result("bad", baseline=1, target=100, source={"file": "exports/orders.csv"}))
    ran = pull(shop)
    assert ran.code == 1 and "left out because of errors: okrs/shop.yaml" in ran.err
    assert sorted(journal(shop)[-1]) == ["good"]


@pytest.mark.parametrize("args", [["--date", "2026-02-20"], ["nowhere"], ["--at", "HEAD"]])
def test_wrong_usage(shop: Shop, args: list[str]) -> None:
    plan(shop, result(baseline=1, target=100, source=ORDERS))
    assert pull(shop, *args).code == 2


def test_without_the_engine_the_way_to_install_it_is_told_once(shop: Shop, tmp_path: Path) -> None:
    plan(shop, result(baseline=1, target=100, source=ORDERS), result("more", baseline=1, target=100, source=ORDERS))
    (tmp_path / "fake").mkdir()
    (tmp_path / "fake" / "duckdb.py").write_text("raise ImportError\n")
    args = ["pull", "--as-of", DAY, "--by", "ana", "--root", str(shop.root)]
    before = (shop.root / "okrs/shop.yaml").read_bytes()
    paths = os.pathsep.join([str(tmp_path / "fake"), *filter(None, [os.environ.get("PYTHONPATH")])])
    ran = run_program(*args, PYTHONPATH=paths)
    assert ran.code == 1 and "pip install 'duckdb>=" in ran.out and "Traceback" not in ran.err
    assert ran.out.count("OKR901 error") == 1 and "Nothing written for shop" in ran.err
    assert (shop.root / "okrs/shop.yaml").read_bytes() == before


def test_the_worker_gives_up_the_right_to_write(tmp_path: Path) -> None:
    code = "from okrctl.shell.sources import worker\nworker._write_nothing()\nopen('x', 'wb').write(b'y' * 100000)"
    ran = run_any([sys.executable, "-c", code], cwd=tmp_path)
    assert ran.code == 1 and "File too large" in ran.err
    assert not (tmp_path / "x").exists() or not (tmp_path / "x").stat().st_size


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_what_changed_while_it_asked_is_left_alone(shop: Shop) -> None:
    import pexpect

    plan(shop, result(baseline=1, target=100, source=ORDERS))
    command = ["-m", "okrctl", "--as-of", DAY, "pull", "--by", "ana@example.com"]
    child = pexpect.spawn(sys.executable, command, cwd=str(shop.root), env=environment(), encoding="utf-8", timeout=20)
    child.expect_exact("Write this to okrs/shop.yaml? [Y/n] ")
    file = shop.root / "okrs" / "shop.yaml"
    file.write_text(file.read_text() + "# mine\n")
    before = file.read_bytes()
    child.sendline("y")
    child.expect_exact("changed in the meantime")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1 and file.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("args", "answer", "written"), [([], "n", 0), ([], "", 1), (["--yes"], None, 1)])
def test_on_a_terminal_it_asks_before_it_writes(shop: Shop, args: list[str], answer: str | None, written: int) -> None:
    import pexpect

    plan(shop, result(baseline=1, target=100, source=ORDERS))
    command = ["-m", "okrctl", "--as-of", DAY, "pull", "--by", "ana@example.com", *args]
    world = environment(XDG_CACHE_HOME=str(shop.root / "cache"))
    child = pexpect.spawn(sys.executable, command, cwd=str(shop.root), env=world, encoding="utf-8", timeout=20)
    if answer is not None:
        child.expect_exact("Write this to okrs/shop.yaml? [Y/n] ")
        assert "52.7" in child.before
        child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert len(journal(shop)) == written


@pytest.mark.parametrize(
    ("heading", "column", "value"),
    [
        ("Total,Total,Total", "total", "1"),
        ("Total,Total,Total", "total_2", "2"),
        ("Total,Total,Total", "total_3", "3"),
        ("Total,TOTAL,total", "total_2", "2"),
        ("Total,Total_1,Total", "total_1", "2"),
        ("Total,Total_1,Total", "total_2", "3"),
        ("Total,Total_2,Total", "total_2", "2"),
        ("Total,Total_2,Total", "total_3", "3"),
    ],
)
def test_columns_of_one_name_are_numbered_in_one_way(shop: Shop, heading: str, column: str, value: str) -> None:
    (shop.root / "exports" / "totals.csv").write_text(f"{heading}\n1,2,3\n")
    assert pulled(shop, {"file": "exports/totals.csv", "value": f"sum({column})"}) == value
