"""The dictionary that comes with okrctl: from its texts to metrics."""

from __future__ import annotations

from collections.abc import Mapping

from okrctl.core.format.doc import put
from okrctl.core.format.validate import shape
from okrctl.core.model.dictionary import DictionaryFile, ShippedMetric
from okrctl.core.yaml import read

_ORDER = (
    "acquisition",
    "conversion",
    "basket",
    "retention",
    "service",
    "inventory",
    "fulfillment",
    "returns",
    "platform",
    "finance",
    "people",
)


def load_dictionary(texts: Mapping[str, str]) -> dict[str, ShippedMetric]:
    """Every metric by id.

    Raises:
        ValueError: a text isn't a dictionary, or two metrics have the same id.
    """
    found: dict[str, ShippedMetric] = {}
    for name in sorted(texts, key=_place):
        reading = read(name, texts[name])
        document = shape(DictionaryFile, reading.data, name)
        problems = [*reading.problems, *document.problems]
        if problems or document.model is None:
            raise ValueError(f"{name}: {problems[0].message if problems else 'not a dictionary'}")
        for id, metric in document.model.metrics.items():
            if id in found:
                raise ValueError(f"{name}: {id} is defined twice")
            put(metric, "id", id)
            put(metric, "area", document.model.area)
            found[id] = metric
    return found


def _place(name: str) -> tuple[int, str]:
    area = name.partition(".")[0]
    return (_ORDER.index(area) if area in _ORDER else len(_ORDER), area)
