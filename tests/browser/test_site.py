"""The documentation opened as files: its search finds, and nothing comes from the network."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import pytest

from tests.kit.browser import missing, visit
from tests.kit.harness import PROJECT, run_any

# the search is in a shadow tree, which appears once somebody wants it
SEARCH = """(async () => {
  const sleep = (time) => new Promise((done) => setTimeout(done, time));
  const trees = () => Array.from(document.querySelectorAll("*"), (each) => each.shadowRoot).filter(Boolean);
  document.querySelector(".md-search__button").click();
  for (let tries = 0; tries < 50 && !trees().some((tree) => tree.querySelector("input")); tries += 1) await sleep(100);
  const tree = trees().find((each) => each.querySelector("input"));
  const field = tree.querySelector("input");
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, "goal-eased");
  field.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  for (let tries = 0; tries < 100 && !tree.textContent.includes("OKR701"); tries += 1) await sleep(100);
  return tree.textContent;
})()"""


@pytest.mark.night
@pytest.mark.outside
def test_the_search_works_without_a_server() -> None:
    if missing() or find_spec("zensical") is None:
        pytest.skip(missing() or "needs the extra `docs`")
    ran = run_any([sys.executable, str(PROJECT / "docs" / "website.py")])
    assert ran.code == 0, ran.out + ran.err
    found = visit(PROJECT / "site" / "index.html", views=[], script=SEARCH)
    assert "OKR701" in found["told"]
    assert found["console"] == []
    assert all(each.startswith(("file:", "data:", "about:", "blob:")) for each in found["requests"]), found["requests"]
