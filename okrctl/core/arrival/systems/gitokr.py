"""gitokr: a YAML file of projects, with the quarter as a key and no year."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.days import read_period
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._data import indexed, keep, mapping, mappings, text
from okrctl.core.arrival.values import Arrival, Item, Leftover, Where

TITLE = "gitokr"
NAME = "gitokr"
ORIGIN = "abhiyerra/gitokr on GitHub, OKR.yml"
SURE = "file"


def fits(files: Sequence[Source]) -> list[Source]:
    """Files with projects that have an OKR."""
    return [
        file
        for file in files
        if file.kind == "data" and any("OKR" in each for each in mappings(mapping(file.data).get("Projects")))
    ]


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """A project is a department, each of its quarters an objective."""
    arrival = Arrival(NAME, [file.file for file in files], ids=False)
    for file in files:
        data = mapping(file.data)
        for key, value in data.items():
            if key != "Projects" and value:
                arrival.leftovers.append(Leftover(Where(file.file, key), key, str(value)))
        for path, project in indexed(data.get("Projects"), "Projects"):
            name = text(project.get("Name"))
            for quarter, okr in mapping(project.get("OKR")).items():
                for inner, each in indexed(okr if isinstance(okr, list) else [okr], f"{path}.OKR.{quarter}"):
                    where = Where(file.file, inner)
                    owner = Item(
                        "objective",
                        where,
                        text(each.get("Objective")),
                        f"{name}/{quarter}/{text(each.get('Objective'))}",
                    )
                    owner.department = name
                    if read_period(quarter):
                        owner.period = quarter
                    else:
                        owner.extra["x-quarter"] = quarter
                        arrival.remark("import-open", where, f"{quarter} has no year")
                    arrival.items.append(owner)
                    for place, result in indexed(each.get("KeyResults"), f"{inner}.KeyResults"):
                        item = Item("key result", Where(file.file, place), text(result.get("Metric")), "", [owner.key])
                        item.key, item.department, item.yes_no = f"{owner.key}/{item.title}", name, True
                        done = text(result.get("Done")).lower()
                        if done in ("true", "yes"):
                            item.status, item.extra["x-done"] = "done", "true"
                        keep(item, result, frozenset({"Metric", "Done"}), arrival, place)
                        arrival.items.append(item)
    return arrival
