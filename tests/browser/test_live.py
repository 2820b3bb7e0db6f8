"""The live pages in a real browser: from the address that is printed to bytes in a file and a commit."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit.repos import Repo
from tests.kit.serving import serving
from tests.kit.webdriver import Browser, browser, missing
from tests.web.test_serve import DAY, MARKETING, TECH

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytestmark = [pytest.mark.outside, pytest.mark.night, pytest.mark.skipif(bool(missing()), reason=missing())]

_OVERFLOW = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


def until(true: Callable[[], bool]) -> None:
    for _ in range(300):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen")


@pytest.mark.parametrize("width", [500, 1280])
def test_a_check_in_from_the_address_to_the_commit(tmp_path: Path, width: int) -> None:
    repo = Repo(tmp_path / "shop").settings()
    repo.text("okrs/marketing.yaml", MARKETING).text("okrs/tech.yaml", TECH)
    repo.commit()
    with serving(repo.root, day=DAY) as served, browser(width) as window:

        def looked() -> Browser:
            assert window.complaints() == []
            return window

        def fits() -> Browser:
            assert window.run(_OVERFLOW) <= 0
            return looked()

        window.do("/url", url=served.address)
        assert "token" not in window.ask("/url")
        looked().click('a[href="/checkin"]')
        fits().click('a[href="/checkin/marketing"]')
        fits().write('[name="value:traffic"]', "145")
        window.write('[name="confidence:traffic"]', "7")
        window.write('[name="note:traffic"]', "It works")
        window.write('[name="by"]', "ana@example.com")
        window.click("form[method=post] button.act")
        assert "What this changes" in looked().text("h1")
        assert "traffic: {value: 145" in fits().text(".diff")
        assert (repo.root / "okrs/marketing.yaml").read_text() == MARKETING
        # back to what was filled in, and on again
        window.click('button[value="edit"]')
        assert looked().run("return document.querySelector('[name=\"note:traffic\"]').value") == "It works"
        window.click("form[method=post] button.act")
        looked().click('button[value="commit"]')
        assert looked().text("h1") == "Written"
        assert repo.git("log", "-1", "--format=%s") == f"Check in marketing for {DAY}"
        window.click("a.act")
        assert "Be found" in looked().run("return document.body.textContent")
        # the page follows the files by itself
        window.run("window.same = true")
        repo.text("okrs/tech.yaml", TECH.replace("Be fast", "Be very fast"))
        until(lambda: "Be very fast" in window.run("return document.body.textContent"))
        assert window.run("return window.same") is None
        window.do("/url", url=f"{served.origin}/requests")
        assert "The new site" in fits().text("main")
