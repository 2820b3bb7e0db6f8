"""The pages of ``okrctl report`` in a real browser: nothing is fetched, nothing overlaps, axe-core finds nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.kit.big_company import DAY, write
from tests.kit.browser import missing, visit
from tests.kit.harness import PROJECT, run_cli

pytestmark = [pytest.mark.outside, pytest.mark.skipif(bool(missing()), reason=missing())]

WIDTHS = [320, 768, 1440, 1920]
SCHEMES = ["light", "dark"]
NORTHWIND = PROJECT / "examples" / "northwind-outdoor"
VIEWS = ["company", "dependencies", "alignment", "key-results", "journal", "review"]
SEARCH = """(async () => {
  const shown = () => document.querySelectorAll("#key-results tr[data-s]:not(.o-row):not([hidden])").length;
  const told = { all: shown() };
  const text = document.querySelector("#find-text");
  text.value = "warehouse";
  text.form.requestSubmit();
  told.searched = shown();
  told.at = location.hash;
  text.form.reset();
  await new Promise((done) => setTimeout(done, 50));
  const status = document.querySelector('select[data-by="s"]');
  status.value = "off-track";
  status.dispatchEvent(new Event("change"));
  told.filtered = shown();
  text.form.reset();
  await new Promise((done) => setTimeout(done, 50));
  told.again = shown();
  location.hash = "why/inventory/wms";
  await new Promise((done) => setTimeout(done, 50));
  told.unfolded = document.getElementById("why/inventory/wms").open;
  const before = getComputedStyle(document.body).backgroundColor;
  document.querySelector("#theme").click();
  told.toggled = before !== getComputedStyle(document.body).backgroundColor;
  location.hash = "dependencies";
  await new Promise((done) => setTimeout(done, 50));
  document.querySelector("#exposed").click();
  told.away = document.querySelectorAll("#graph .flow.away").length;
  told.near = document.querySelectorAll("#graph .flow:not(.away)").length;
  return told;
})()"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("demo") / "report.html"
    run_cli("--root", str(NORTHWIND), "--as-of", "2026-06-19", "report", "-o", str(file))
    return file


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("big")
    write(folder / "company")
    run_cli("--root", str(folder / "company"), "--as-of", str(DAY), "report", "-o", str(folder / "report.html"))
    return folder / "report.html"


def clean(found: dict[str, Any]) -> None:
    for kind in ("console", "requests", "overlaps", "overflow", "axe"):
        assert found[kind] == [], (kind, found[kind][:5])


def test_the_page_works_without_a_fault(demo: Path) -> None:
    found = visit(demo, views=["company"], widths=[1440], schemes=SCHEMES, axe=[1440], script=SEARCH)
    clean(found)
    told = found["told"]
    assert 0 < told["searched"] < told["all"] == told["again"] and told["at"] == "#key-results"
    assert 0 < told["filtered"] < told["all"]
    assert told["unfolded"] and told["toggled"]
    assert told["near"] > 0 and told["away"] > 0


@pytest.mark.night
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_the_demo_company(demo: Path, width: int, scheme: str) -> None:
    departments = [f"department/{path.stem}/" for path in sorted((NORTHWIND / "okrs").glob("*.yaml"))]
    clean(visit(demo, views=[*VIEWS, *departments], widths=[width], schemes=[scheme], axe=[width], unfold=True))


@pytest.mark.night
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_company_of_forty_departments(big: Path, width: int, scheme: str) -> None:
    views = [*VIEWS, "department/marketing-emea/", "department/platform-online/"]
    clean(visit(big, views=views, widths=[width], schemes=[scheme], axe=[width]))
