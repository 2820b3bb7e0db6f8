"""Real-world series that come inside packages from PyPI; nothing is downloaded and no package is imported.

All of the data is in the public domain, as its package says; the packages themselves have MIT and BSD licenses.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import distribution, version
from itertools import groupby

Row = dict[str, str]
Values = list[float | None]


@dataclass(frozen=True, slots=True)
class SeriesSet:
    """Series of one kind: where they are from, what one value stands for, and the values by name, oldest first."""

    name: str
    package: str
    about: str
    read: Callable[[], dict[str, Values]]

    @property
    def origin(self) -> str:
        """The package with its version."""
        return f"{self.package} {version(self.package)}"


def sets() -> list[SeriesSet]:
    """Everything that is measured on."""
    return [
        SeriesSet("jobs", "vega-datasets", "employed people in 22 industries of the USA, a month each", _jobs),
        SeriesSet("economy", "statsmodels", "12 figures of the economy of the USA, a quarter each", _economy),
        SeriesSet(
            "turnover", "statsmodels", "turnover of electrical equipment in the euro area, a month each", _turnover
        ),
        SeriesSet("oil price", "river", "Brent crude oil, the last price of each week", _oil),
        SeriesSet("carbon dioxide", "statsmodels", "CO₂ in the air above Mauna Loa, a week each", _carbon_dioxide),
        SeriesSet("sea", "statsmodels", "temperature of the eastern Pacific, a month each", _sea),
        SeriesSet(
            "weather", "vega-datasets", "wind, rain and temperatures of Seattle, the mean of each week", _weather
        ),
    ]


def _jobs() -> dict[str, Values]:
    rows = _rows("vega-datasets", "vega_datasets/_data/us-employment.csv")
    return {name: _column(rows, name) for name in rows[0] if name not in ("month", "nonfarm_change")}


def _economy() -> dict[str, Values]:
    rows = _rows("statsmodels", "statsmodels/datasets/macrodata/macrodata.csv")
    return {name: _column(rows, name) for name in rows[0] if name not in ("year", "quarter")}


def _turnover() -> dict[str, Values]:
    rows = _rows("statsmodels", "statsmodels/datasets/elec_equip/elec_equip.csv")
    return {"turnover": _column(rows, list(rows[0])[1])}


def _carbon_dioxide() -> dict[str, Values]:
    return {"co2": _column(_rows("statsmodels", "statsmodels/datasets/co2/co2.csv"), "co2")}


def _sea() -> dict[str, Values]:
    rows = _rows("statsmodels", "statsmodels/datasets/elnino/elnino.csv")
    return {"temperature": [_number(row[month]) for row in rows for month in list(row)[1:]]}


def _oil() -> dict[str, Values]:
    rows = _rows("river", "river/drift/datasets/brent_crude_oil.csv")
    weeks = groupby(rows, lambda row: datetime.strptime(row["day"], "%m/%d/%Y").isocalendar()[:2])
    return {"price": [_number(list(days)[-1]["DPB"]) for _, days in weeks]}


def _weather() -> dict[str, Values]:
    rows = _rows("vega-datasets", "vega_datasets/_data/seattle-weather.csv")
    names = ("wind", "precipitation", "temp_max", "temp_min")
    return {name: list(_means(float(row[name]) for row in rows)) for name in names}


def _means(values: Iterable[float], of: int = 7) -> Iterator[float]:
    waiting: list[float] = []
    for value in values:
        waiting.append(value)
        if len(waiting) == of:
            yield sum(waiting) / of
            waiting.clear()


def _rows(package: str, path: str) -> list[Row]:
    """A table out of an installed package, found without importing it."""
    with open(str(distribution(package).locate_file(path)), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _column(rows: list[Row], name: str) -> Values:
    return [_number(row[name]) for row in rows]


def _number(text: str) -> float | None:
    """A value; None for a gap."""
    try:
        return float(text)
    except ValueError:
        return None
