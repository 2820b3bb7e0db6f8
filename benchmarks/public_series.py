"""Real-world series that come inside packages from PyPI; nothing is downloaded and no package is imported.

The packages have MIT, BSD and NCSA licenses; none of their data is copied here.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import distribution, version
from itertools import groupby, pairwise

Row = dict[str, str]
Values = list[float | None]


@dataclass(frozen=True, slots=True)
class SeriesSet:
    """Series of one kind: where they are from, what one value stands for, and the values by name, oldest first.

    ``held_out`` sets were never looked at while the method was made. ``counts`` are things counted step by step.
    """

    name: str
    package: str
    about: str
    read: Callable[[], dict[str, Values]]
    held_out: bool = False
    counts: bool = False

    @property
    def origin(self) -> str:
        """The package with its version."""
        return f"{self.package} {version(self.package)}"


def sets() -> list[SeriesSet]:
    """Everything that is measured on."""
    return [
        SeriesSet("jobs", "vega-datasets", "people employed in 22 US industries, monthly", _jobs),
        SeriesSet("economy", "statsmodels", "12 figures of the US economy, quarterly", _economy),
        SeriesSet("turnover", "statsmodels", "turnover of electrical equipment in the euro area, monthly", _turnover),
        SeriesSet("oil price", "river", "Brent crude oil, last price of each week", _oil),
        SeriesSet("carbon dioxide", "statsmodels", "CO₂ in the air above Mauna Loa, weekly", _carbon_dioxide),
        SeriesSet("sea", "statsmodels", "temperature of the eastern Pacific, monthly", _sea),
        SeriesSet("weather", "vega-datasets", "wind, rain and temperatures of Seattle, weekly means", _weather),
        SeriesSet(
            "houses", "plotnine", "houses sold, their price and months on the market in 46 Texan cities", _houses
        ),
        SeriesSet("households", "plotnine", "spending, saving and unemployment in the US, monthly", _households),
        SeriesSet("page views", "plotnine", "page views of a web site, hourly", _page_views),
        SeriesSet("approval", "river", "approval of a US president in 6 polls, every week", _approval, held_out=True),
        SeriesSet("meat", "plotnine", "meat produced in the US, 7 kinds, monthly", _meat, held_out=True),
        SeriesSet("shares", "vega-datasets", "prices of 5 shares, monthly", _shares, held_out=True),
        SeriesSet(
            "volatility", "arch", "expected volatility of US shares, last of each week", _volatility, held_out=True
        ),
        SeriesSet("core prices", "arch", "US consumer prices without food and energy, monthly", _prices, held_out=True),
        SeriesSet("unemployment", "bokeh-sampledata", "US unemployment, monthly", _unemployment, held_out=True),
        SeriesSet("water", "river", "flow through a water pipe, hourly", _water, held_out=True),
        SeriesSet("lake", "plotnine", "level of Lake Huron, yearly", _lake, held_out=True),
        SeriesSet("sunspots", "statsmodels", "sunspots, yearly", _sunspots, held_out=True),
        SeriesSet("bitcoin", "river", "price of a bitcoin, every third day", _bitcoin, held_out=True),
        SeriesSet(
            "marriages", "bokeh-sampledata", "marriages and divorces in the US, yearly", _marriages, held_out=True
        ),
    ]


def counts() -> list[SeriesSet]:
    """Things counted: how many came in each step."""
    return [
        SeriesSet("rain", "vega-datasets", "days with rain in Seattle, weekly", _rain, counts=True),
        SeriesSet("nasdaq", "arch", "days with the Nasdaq moving by over 2%, weekly", _nasdaq, counts=True),
        SeriesSet("s&p 500", "arch", "days with the S&P 500 moving by over 1.5%, weekly", _sp500, counts=True),
        SeriesSet("crude", "river", "days with crude oil moving by over 3%, weekly", _crude, counts=True),
        SeriesSet(
            "jolts",
            "bokeh-sampledata",
            "days with a share moving by over 4%, weekly",
            _jolts,
            held_out=True,
            counts=True,
        ),
        SeriesSet("commits", "bokeh-sampledata", "commits to a project, daily", _commits, held_out=True, counts=True),
    ]


def seasonal() -> list[SeriesSet]:
    """What is added up over a year that has seasons."""
    return [
        SeriesSet("house sales", "plotnine", "houses sold in 46 Texan cities, monthly", _house_sales),
        SeriesSet("turnover", "statsmodels", "turnover of electrical equipment in the euro area, monthly", _turnover),
        SeriesSet("meat", "plotnine", "meat produced in the US, 7 kinds, monthly", _meat, held_out=True),
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


def _houses() -> dict[str, Values]:
    found: dict[str, Values] = {}
    for row in _rows("plotnine", "plotnine/data/txhousing.csv"):
        for name in ("sales", "median", "inventory"):
            found.setdefault(f"{row['city']} {name}", []).append(_number(row[name]))
    return found


def _house_sales() -> dict[str, Values]:
    return {name: values for name, values in _houses().items() if name.endswith(" sales")}


def _households() -> dict[str, Values]:
    rows = _rows("plotnine", "plotnine/data/economics.csv")
    return {name: _column(rows, name) for name in rows[0] if name not in ("date", "pop")}


def _page_views() -> dict[str, Values]:
    return {"views": _column(_rows("plotnine", "plotnine/data/pageviews.csv"), "pageviews")}


def _approval() -> dict[str, Values]:
    rows = _rows("river", "river/datasets/trump_approval.csv.gz")[::7]
    return {name: _column(rows, name) for name in rows[0] if name != "ordinal_date"}


def _meat() -> dict[str, Values]:
    rows = _rows("plotnine", "plotnine/data/meat.csv")
    return {name: _column(rows, name) for name in rows[0] if name != "date"}


def _shares() -> dict[str, Values]:
    found: dict[str, Values] = {}
    for row in _rows("vega-datasets", "vega_datasets/_data/stocks.csv"):
        found.setdefault(row["symbol"], []).append(_number(row["price"]))
    return found


def _volatility() -> dict[str, Values]:
    rows = _rows("arch", "arch/data/vix/vix.csv.gz")
    weeks = groupby(rows, lambda row: datetime.strptime(row["Date"], "%m/%d/%Y").isocalendar()[:2])
    return {"vix": [next((n for day in reversed(list(days)) if (n := _number(day["vix"]))), None) for _, days in weeks]}


def _prices() -> dict[str, Values]:
    return {"prices": _column(_rows("arch", "arch/data/core_cpi/core-cpi.csv.gz"), "CPILFESL")}


def _unemployment() -> dict[str, Values]:
    rows = _rows("bokeh-sampledata", "bokeh_sampledata/_data/unemployment1948.csv")
    months = [name for name in rows[0] if name not in ("Year", "Annual")]
    return {"rate": [_number(row[month]) for row in rows for month in months]}


def _water() -> dict[str, Values]:
    return {"flow": _column(_rows("river", "river/datasets/water-flow.csv"), "Water flow [l/s]")}


def _lake() -> dict[str, Values]:
    return {"level": _column(_rows("plotnine", "plotnine/data/huron.csv"), "level")}


def _sunspots() -> dict[str, Values]:
    return {"activity": _column(_rows("statsmodels", "statsmodels/datasets/sunspots/sunspots.csv"), "SUNACTIVITY")}


def _bitcoin() -> dict[str, Values]:
    return {"price": _column(_rows("river", "river/drift/datasets/bitcoin.csv"), "price")}


def _marriages() -> dict[str, Values]:
    rows = _rows("bokeh-sampledata", "bokeh_sampledata/_data/us_marriages_divorces.csv")
    return {name: _column(rows, name) for name in ("Marriages_per_1000", "Divorces_per_1000")}


def _rain() -> dict[str, Values]:
    rows = _rows("vega-datasets", "vega_datasets/_data/seattle-weather.csv")
    return {"days": [7 * mean for mean in _means(float(float(row["precipitation"]) > 0) for row in rows)]}


def _jolts() -> dict[str, Values]:
    rows = _rows("bokeh-sampledata", "bokeh_sampledata/_data/stocks.csv.gz")
    found: dict[str, Values] = {}
    for name, days in groupby(rows, lambda row: row["Ticker"]):
        found[name] = _moved([float(day["Adj Close"]) for day in days], 0.04)
    return found


def _nasdaq() -> dict[str, Values]:
    rows = _rows("arch", "arch/data/nasdaq/nasdaq.csv.gz")
    return {"days": _moved([float(row["Close"]) for row in rows], 0.02)}


def _sp500() -> dict[str, Values]:
    rows = _rows("arch", "arch/data/sp500/sp500.csv.gz")
    return {"days": _moved([float(row["Close"]) for row in rows], 0.015)}


def _crude() -> dict[str, Values]:
    rows = _rows("river", "river/drift/datasets/brent_crude_oil.csv")
    return {"days": _moved([float(row["DPB"]) for row in rows], 0.03)}


def _moved(prices: list[float], most: float) -> Values:
    """How many of five days a price moved by more than this."""
    moved = (float(abs(after / before - 1) > most) for before, after in pairwise(prices))
    return [5 * mean for mean in _means(moved, of=5)]


def _commits() -> dict[str, Values]:
    path = "bokeh_sampledata/_data/commits.txt.gz"
    with gzip.open(str(distribution("bokeh-sampledata").locate_file(path)), "rt", encoding="utf-8") as file:
        return {"commits": _by_step((parsedate_to_datetime(line.strip()).date() for line in file), 1)}


def _by_step(days: Iterable[date], step: int) -> Values:
    """How many of these days lie in each step of so many days, from the first to the last."""
    found = sorted(days)
    per_step = Counter((day - found[0]).days // step for day in found)
    return [float(per_step[number]) for number in range((found[-1] - found[0]) // timedelta(days=step))]


def _means(values: Iterable[float], of: int = 7) -> Iterator[float]:
    waiting: list[float] = []
    for value in values:
        waiting.append(value)
        if len(waiting) == of:
            yield sum(waiting) / of
            waiting.clear()


def _rows(package: str, path: str) -> list[Row]:
    """A table out of an installed package, found without importing it."""
    place = str(distribution(package).locate_file(path))
    opened = gzip.open if path.endswith(".gz") else open
    with opened(place, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _column(rows: list[Row], name: str) -> Values:
    return [_number(row[name]) for row in rows]


def _number(text: str) -> float | None:
    """A value; None for a gap."""
    try:
        return float(text)
    except ValueError:
        return None
