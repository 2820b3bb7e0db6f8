"""``okrctl form``: a page to fill in, whose answer ``checkin --from`` takes."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT, run_cli

EXAMPLE = PROJECT / "examples" / "northwind-outdoor"
DAY = "2026-06-22"


def page(root: Path, *args: str) -> str:
    """The page as text."""
    ran = run_cli("--root", str(root), "--as-of", DAY, "form", *args)
    assert ran.code == 0, ran.err
    return ran.out


def test_it_asks_for_everything_of_the_department_that_runs() -> None:
    out = page(EXAMPLE, "inventory")
    names = re.findall(r'data-name="([^"]+)" data-answer="([a-z]+)"', out)
    assert ("excess-stock", "number") in names
    assert ("wms", "steps") in names
    assert 'value="receiving"' in out
    assert "1 of " in out


def test_it_fetches_nothing_and_runs_one_script() -> None:
    out = page(EXAMPLE, "marketing.yaml")
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', out)[1])  # type: ignore[index]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert out.count("<script>") == 1
    assert not re.search(r'(?:src|href)="(?!#)', out)


def test_the_shape_of_its_answer_is_taken_by_checkin(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "company")
    answer = {
        "date": DAY,
        "by": "jo@northwind.example",
        "note": "From the train",
        "results": {
            "excess-stock": {
                "value": "850000",
                "confidence": "4",
                "projected": "760000",
                "note": "Blocked by: a buyer",
            },
            "wms": {"done": ["receiving"]},
        },
        "unchanged": ["in-stock-rate"],
    }
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(answer))
    root = str(tmp_path / "company")
    ran = run_cli("--root", root, "--as-of", DAY, "checkin", "inventory.yaml", "--from", str(file))
    assert ran.code == 0, ran.err
    assert "excess-stock: {value: 850000, confidence: 4, projected: 760000," in ran.out
    assert "unchanged: [in-stock-rate]" in ran.out


@pytest.mark.parametrize(
    "reply", ["{0}", "Hi Ana,\nhere it is:\n\n{0}\n\nJo\n", "On Monday Jo wrote:\n> {1}\n>\n> Jo\n"]
)
def test_the_text_may_be_pasted_with_the_mail_around_it(tmp_path: Path, reply: str) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "company")
    answer = json.dumps({"date": DAY, "by": "jo", "results": {"excess-stock": {"value": "850000"}}}, indent=2)
    file = tmp_path / "answer.txt"
    file.write_text(reply.format(answer, answer.replace("\n", "\n> ")))
    root = str(tmp_path / "company")
    ran = run_cli("--root", root, "--as-of", DAY, "checkin", "inventory.yaml", "--from", str(file), "-n")
    assert ran.code == 0, ran.err
    assert "excess-stock: 850000" in ran.out and "by: jo" in ran.out


def test_what_has_no_form() -> None:
    for target, words in (("nobody", "nobody"), ("legal", "legal")):
        ran = run_cli("--root", str(EXAMPLE), "--as-of", DAY, "form", target)
        assert ran.code == 2
        assert words in ran.err
    ran = run_cli("--root", str(EXAMPLE), "--as-of", "2031-01-01", "form", "people")
    assert ran.code == 2
    assert "people" in ran.err
