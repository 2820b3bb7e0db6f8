"""What ``okrctl import`` makes of tables and documents as people write them: right, or said, never wrong in silence."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from okrctl.core.arrival.numbers import Sign, read_number
from tests.kit.harness import Ran, run_cli

HEAD = "Objective,Key result,Baseline,Target,Current,Owner,Quarter\n"


@pytest.mark.parametrize(
    ("text", "sign", "value", "unit", "bound"),
    [
        ("1,2 Mio. €", "comma", 1_200_000, "€", ""),
        ("900 Tsd. €", "comma", 900_000, "€", ""),
        ("0,8 Mrd.", "comma", 800_000_000, "", ""),
        ("$1.2M", "point", 1_200_000, "$", ""),
        ("$1.2m", "point", 1_200_000, "$", ""),
        ("€2bn", "point", 2_000_000_000, "€", ""),
        ("1.12 K", "point", 1_120, "", ""),
        ("131.5K sessions", "point", 131_500, "sessions", ""),
        ("1.2M sessions", "point", 1_200_000, "sessions", ""),
        ("12 Std.", "comma", 12, "Std.", ""),
        ("(1,200,000)", "point", -1_200_000, "", ""),
        ("(3.5%)", "point", "-3.5", "%", ""),
        ("($40)", "point", -40, "$", ""),
        ("\u22125 %", "point", -5, "%", ""),
        ("-$5", "point", -5, "$", ""),
        ("< 2.0s", "point", 2, "s", "at_most"),
        (">= 99.9%", "point", "99.9", "%", "at_least"),
        ("≤5", "point", 5, "", "at_most"),
        ("max. 3", "point", 3, "", "at_most"),
        ("mindestens 95 %", "comma", 95, "%", "at_least"),
        ("50+", "point", 50, "", "at_least"),
        ("~400", "point", 400, "", ""),
        ("ca. 1.200", "comma", 1200, "", ""),
        ("1\u202f234,5", "comma", "1234.5", "", ""),
        ("1'234.50 CHF", "point", "1234.5", "CHF", ""),
    ],
)
def test_a_number_keeps_its_scale_sign_unit_and_bound(
    text: str, sign: Sign, value: int | str, unit: str, bound: str
) -> None:
    read = read_number(text, sign)
    assert read is not None
    assert (read.value, read.unit, read.bound) == (Fraction(value), unit, bound)


@pytest.mark.parametrize(
    "text",
    ["10-12", "3:1", "5 of 10", "12h 30m", "1/2", "1.2 m", "5 b", "12 mil", "3 lakh", "30/06/2026", "(10-12)", "1e6"],
)
def test_what_may_mean_two_things_is_no_number(text: str) -> None:
    assert read_number(text, "point") is None


def test_abbreviated_and_approximate_numbers_are_marked() -> None:
    for text in ("1.12 K", "$1.2M", "~400"):
        read = read_number(text, "point")
        assert read is not None
        assert read.rounded == text


@pytest.fixture
def ws(tmp_path: Path) -> Path:
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Shop\n")
    return tmp_path


def import_text(ws: Path, name: str, text: str | bytes, *args: str) -> Ran:
    path = ws / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    answers = ("--department", "shop", "--owner", "Zoe", "--cycle", "2026-Q1", "--as-of", "2026-05-10")
    return run_cli("import", name, *answers, *args, cwd=ws)


def results(ws: Path) -> dict[str, dict[str, Any]]:
    """All key results of the workspace by id."""
    found: dict[str, dict[str, Any]] = {}
    for path in ws.glob("okrs/*.yaml"):
        data = yaml.safe_load(path.read_text())
        for objective in data["objectives"]:
            found |= {each["id"]: each for each in objective["key_results"]}
    return found


def only(ws: Path) -> dict[str, Any]:
    (found,) = results(ws).values()
    return found


@pytest.mark.parametrize(
    ("baseline", "target", "reason"),
    [
        ("4 hours", "2 days", "one unit for its numbers (days, hours)"),
        ("$40", "35 €", "one unit for its numbers ($, €)"),
        ("12%", "0.15", "one unit for its numbers (some are percentages, others may be shares)"),
        ("100", "+20%", "whether its target is a change or a value"),
        ("100", "-5", "whether its target is a change or a value"),
    ],
)
def test_numbers_that_cannot_be_compared_make_a_draft(ws: Path, baseline: str, target: str, reason: str) -> None:
    ran = import_text(ws, "a.csv", f"{HEAD}Win,Orders,{baseline},{target},,Ana,2026-Q1\n")
    assert ran.code == 0, ran.out
    found = only(ws)
    assert found["draft"] is True
    assert found["x-open"] == [reason]
    assert (str(found["x-baseline"]), str(found["x-target"])) == (baseline, target)
    assert "target" not in found
    assert reason.partition("(")[0].strip() in ran.out


def test_a_bound_in_the_target_is_a_level(ws: Path) -> None:
    import_text(ws, "a.csv", f"{HEAD}Win,Load time,3.1s,< 2.0s,2.9s,Ana,2026-Q1\n")
    found = only(ws)
    assert (found["baseline"], found["at_most"], found["unit"]) == (3.1, 2, "s")


@pytest.mark.parametrize("word", ["At Most", "Höchstens", "stay below"])
def test_a_column_can_say_which_way_is_better(ws: Path, word: str) -> None:
    text = f"Objective,Key result,Key Result Type,Start Value,Goal Value\nSafe,Accidents,{word},0,2\n"
    import_text(ws, "a.csv", text)
    found = only(ws)
    assert found["at_most"] == 2
    # nobody has to get from 0 to at most 2
    assert "baseline" not in found


def test_a_direction_that_is_not_understood_is_kept(ws: Path) -> None:
    import_text(ws, "a.csv", "Objective,Key result,Direction,Baseline,Target\nSafe,Budget,Sideways,10,20\n")
    assert only(ws)["x-direction"] == "Sideways"


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("From,To,Now", "1,2,1"),
        ("Baseline / Startwert,Target / Zielwert,Ist / Current", "1,2,1"),
        ("Von,Bis,Ist", "1,2,1"),
        ("Start Value,Goal Value,Achieved Value", "1,2,1"),
        ("Valeur initiale,Cible,Valeur actuelle", "1,2,1"),
    ],
)
def test_headings_of_values(ws: Path, words: str, numbers: str) -> None:
    import_text(ws, "a.csv", f"Objective,Key result,{words},Who\nWin,Orders,{numbers},Ana\n")
    found = only(ws)
    assert (found["baseline"], found["target"], str(found["x-value"]), found["owner"]) == (1, 2, "1", "Ana")


def test_from_and_to_may_be_days(ws: Path) -> None:
    text = "Objective,Key result,Baseline,Target,From,To\nWin,Orders,1,2,2026-01-05,2026-03-20\n"
    import_text(ws, "a.csv", text)
    assert str(only(ws)["due"]) == "2026-03-20"


def test_headings_in_two_rows(ws: Path) -> None:
    text = "Objective,Key result,Values,,,Owner\n,,Baseline,Target,Current,\nWin,Orders,100,200,120,Ana\n"
    import_text(ws, "a.csv", text)
    found = only(ws)
    assert (found["baseline"], found["target"], str(found["x-value"])) == (100, 200, "120")


def test_cells_without_a_heading_are_kept_and_told(ws: Path) -> None:
    ran = import_text(ws, "a.csv", "Objective,Key result,Baseline,Target,,\nWin,Orders,1,2,secret,more\n")
    found = only(ws)
    assert (found["x-column-e"], found["x-column-f"]) == ("secret", "more")
    assert ran.out.count("a column without a heading (1): kept as x-column-") == 2


def test_a_column_that_says_what_each_row_is(ws: Path) -> None:
    text = "Goal Name,Goal Type,Start Value,Goal Value,Parent Goal\nWin,Objective,,,\nOrders,Key Result,1,2,Win\n"
    ran = import_text(ws, "a.csv", text)
    assert "objective of" not in ran.out.replace("of an objective", "")
    assert results(ws).keys() == {"orders"}


def test_a_german_table_has_its_aims_beside_its_goals(ws: Path) -> None:
    page = "# Ziele\n\n| Ziel | Schlüsselergebnis | Start | Ziel | Wer |\n|--|--|--|--|--|\n"
    page += "| Schneller liefern | Lieferzeit | 4,5 | 2,5 | Bo |\n"
    assert import_text(ws, "a.md", page).code == 0
    found = only(ws)
    assert (found["baseline"], found["target"], found["owner"]) == (4.5, 2.5, "Bo")


def test_an_ambiguous_number_in_a_page_is_refused(ws: Path) -> None:
    page = "# Ziele\n\n| Ziel | Schlüsselergebnis | Start | Ziel |\n|--|--|--|--|\n| A | B | 1.500 | 2.500 |\n"
    ran = import_text(ws, "a.md", page)
    assert ran.code == 1
    assert "OKR913" in ran.out


@pytest.mark.parametrize(
    "page",
    [
        "## O1: Win\n\n1. KR1 Orders\n2. KR2 Rate\n",
        "## O1: Win\n\n- KR 1.1 Orders\n- KR 1.2: Rate\n",
        "## Objective 1 - Win\n\n- Orders\n- Rate\n",
        "**Objective**: Win\n**Key Results**:\n* Orders\n* Rate\n",
        "Objective: Win\n\nKey results:\n\n- Orders\n- Rate\n",
        "Objective: Win\nKR1: Orders\nKR2: Rate\n",
        "## Objective: Win\n\n- [x] KR1: Orders\n- [ ] KR2: Rate\n",
    ],
)
def test_pages_that_label_their_lines(ws: Path, page: str) -> None:
    ran = import_text(ws, "a.md", page)
    assert ran.code == 0, ran.out
    assert {id: each["title"] for id, each in results(ws).items()} == {"orders": "Orders", "rate": "Rate"}


@pytest.mark.parametrize("line", ["~~KR: Orders~~", "~~KR: Orders~~ (dropped in May)"])
def test_what_was_struck_out_is_no_part_of_the_plan(ws: Path, line: str) -> None:
    ran = import_text(ws, "a.md", f"## Objective: Win\n\n- KR: Rate\n- {line}\n")
    dropped = next(each for each in results(ws).values() if "x-dropped" in each)
    assert dropped["draft"] is True
    assert "when and why it was dropped" in dropped["x-open"]
    assert "1 item was dropped in the source" in ran.out
    assert "okrctl drop REF --why REASON" in ran.out


def test_text_that_replaces_struck_text_is_not_dropped(ws: Path) -> None:
    import_text(ws, "a.md", "## Objective: Win\n\n- KR: ~~100~~ 120 orders\n")
    assert "x-dropped" not in only(ws)


@pytest.mark.parametrize(("word", "done"), [("Done", "1"), ("no", "0")])
def test_progress_in_words_is_a_deliverable(ws: Path, word: str, done: str) -> None:
    import_text(ws, "a.csv", f"Objective,Key result,Progress\nWin,Guide live,{word}\n", "--value-date", "2026-03-01")
    data = yaml.safe_load((ws / "okrs/shop.yaml").read_text())
    assert data["objectives"][0]["key_results"][0]["done_when"] == "Guide live"
    (said,) = data["check_ins"][0]["results"].values()
    assert said == ("done" if done == "1" else "open")


def test_a_share_that_is_rounded_is_no_difference(ws: Path) -> None:
    text = "Objective,Key result,Baseline,Target,Current,Progress\nWin,Rate,12.4,9,11.2,35%\nWin,Cost,10,20,15,40%\n"
    ran = import_text(ws, "a.csv", text)
    assert "Rate: the source says" not in ran.out
    assert "Cost: the source says 40%, its values come to 50%" in ran.out


def test_who_checked_in_is_the_author_of_a_log(ws: Path) -> None:
    text = "Date,Objective,Key result,Baseline,Target,Value,Who\n2026-01-05,Win,Orders,1,9,3,Ana\n"
    import_text(ws, "a.csv", text)
    assert yaml.safe_load((ws / "okrs/shop.yaml").read_text())["check_ins"][0]["by"] == "Ana"


def test_workbooks_show_numbers_as_people_see_them(ws: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Objective", "Key result", "Baseline", "Target"])
    sheet.append(["Win", "Conversion", 0.021, 0.028])
    sheet.append([None, "Revenue", 1_200_000, 1_800_000])
    sheet.append([None, "Profit", 1.5, 2.5])
    sheet.append(["Total", None, "=SUM(C2:C4)", None])
    for row, form in ((2, "0.0%"), (3, '0.0,,"M €"'), (4, '0.0" Mio. €"')):
        for column in "CD":
            sheet[f"{column}{row}"].number_format = form
    book.save(ws / "a.xlsx")
    import_text(ws, "a.xlsx", (ws / "a.xlsx").read_bytes())
    found = results(ws)
    assert (found["conversion"]["baseline"], found["conversion"]["target"]) == (2.1, 2.8)
    assert (found["revenue"]["baseline"], found["revenue"]["unit"]) == (1_200_000, "€")
    assert (found["profit"]["target"], found["profit"]["unit"]) == (2_500_000, "€")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_encodings_and_separators(ws: Path, encoding: str, sign: str) -> None:
    rows = [["Ziel", "Schlüsselergebnis", "Ausgangswert", "Zielwert"], ["Größer", "Umsätze", "1", "2"]]
    text = "\r\n".join([sign.join(each) for each in rows] + [sign * 3, ""])
    assert import_text(ws, "a.csv", text.encode(encoding)).code == 0
    assert only(ws)["title"] == "Umsätze"


def test_another_encoding_is_refused_with_its_place(ws: Path) -> None:
    ran = import_text(ws, "a.csv", "Ziel,Schlüsselergebnis\nA,B\n".encode("cp1252"))
    assert ran.code == 1
    assert "a.csv:1:10" in ran.out
    assert "not valid UTF-8" in ran.out


def test_a_department_can_be_named_as_people_call_it(ws: Path) -> None:
    (ws / "a.csv").write_text(f"{HEAD}Win,Orders,1,2,,Ana,2026-Q1\n")
    ran = run_cli("import", "a.csv", "--department", "Sales & More", cwd=ws)
    assert ran.code == 0, ran.out
    assert "name: Sales & More" in (ws / "okrs/sales-more.yaml").read_text()
