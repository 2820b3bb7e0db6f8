"""okrctl.yaml: from text to :class:`~okrctl.core.model.settings.Config`."""

from __future__ import annotations

from typing import Any

from okrctl.core.format.doc import put
from okrctl.core.format.validate import key_order, shape
from okrctl.core.model.settings import Config, defaults
from okrctl.core.values.diagnostic import Place, Problem
from okrctl.core.yaml import read
from okrctl.core.yaml.comments import cut_off


def load_config(path: str, text: str) -> Config:
    """The workspace's settings; see :func:`read_config`."""
    return read_config(path, text)[0]


def read_config(path: str, text: str) -> tuple[Config, Any]:
    """The workspace's settings and, if they have no problems, the data to restore them from.

    They are ``unusable`` if the text isn't an okrctl.yaml at all.
    """
    reading = read(path, text)
    problems = list(reading.problems)
    if reading.broken or not isinstance(reading.data, dict):
        if not reading.broken:
            message = "the file is empty" if reading.data is None else "the file is not a mapping of keys"
            help = "start with `okrctl: 1` and `organization: …`"
            problems.append(Problem("missing-key", Place(path), message, help))
        return _unusable(path, problems), None
    problems.extend(cut_off(path, text))
    problems.extend(key_order(path, reading.data, Config))
    config = _config(path, reading.data, problems)
    return config, None if config.problems else reading.data


def config_again(path: str, data: Any) -> Config | None:
    """The settings, restored from what :func:`read_config` returned with them; None for anything else."""
    config = _config(path, data, []) if isinstance(data, dict) else None
    return None if config is None or config.problems else config


def _config(path: str, data: dict[str, Any], problems: list[Problem]) -> Config:
    document = shape(Config, data, path)
    problems.extend(document.problems)
    if document.model is None:
        return _unusable(path, problems)
    config = document.model
    for id, entry in (*config.people.items(), *config.metrics.items(), *config.policies.items()):
        put(entry, "id", id)
    return _placed(config, path, problems)


def _unusable(path: str, problems: list[Problem]) -> Config:
    """The defaults, for settings that cannot be read."""
    config = _placed(defaults(), path, problems)
    put(config, "unusable", True)
    return config


def _placed(config: Config, path: str, problems: list[Problem]) -> Config:
    put(config, "path", path)
    put(config, "problems", tuple(problems))
    return config
