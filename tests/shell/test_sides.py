"""A comparison reads what a change can reach, and tells what a comparison of everything would tell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import build
from okrctl.core.loading.config import load_config
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.files import FileFacts
from okrctl.core.model.settings import Config
from okrctl.shell.cache import NO_CACHE, Cache
from okrctl.shell.reading import blob_name
from okrctl.shell.session import OpenedWorkspace
from okrctl.shell.sides import load_sides
from okrctl.views.blocks import Document
from okrctl.views.changes import Changes, document_of
from okrctl.views.changes_data import object_of
from okrctl.views.review import review_of
from tests.kit.random_companies import SETTINGS, Files, changes
from tests.kit.sizes import size

DAY = date(2026, 2, 14)


class Held:
    """Files in memory; ``asked`` are those whose facts were wanted."""

    def __init__(self, files: Files) -> None:
        self.texts = {path: each if isinstance(each, str) else json.dumps(each) for path, each in files.items()}
        self.asked: list[str] = []

    @property
    def read(self) -> Mapping[str, str]:
        return {}

    def find(self, patterns: tuple[str, ...]) -> list[str]:
        return sorted(self.texts)

    def listing(self, patterns: tuple[str, ...]) -> dict[str, str | None]:
        return {path: blob_name(self.texts[path].encode()) for path in sorted(self.texts)}

    def all_facts(self, paths: Iterable[str]) -> Iterable[FileFacts]:
        return map(self.facts, paths)

    def facts(self, path: str) -> FileFacts:
        self.asked.append(path)
        return department_facts(path, self.texts[path])

    def text(self, path: str) -> str | None:
        return self.texts.get(path)


def config(**keys: Any) -> Config:
    metrics = {"traffic": {"title": "Traffic", "better": "higher"}}
    return load_config(
        "okrctl.yaml", json.dumps({"okrctl": 1, "organization": "Shop", "metrics": metrics, "external": ["f"], **keys})
    )


def told(case: RuleContext) -> tuple[tuple[Document, Document], dict[str, Any], tuple[str, ...]]:
    changes = Changes(case, "before", "after", lambda path, at, base: 1)
    return (document_of(changes), review_of(changes)), object_of(changes), case.ws.incomplete()


def of_everything(
    before: OpenedWorkspace[Held], after: OpenedWorkspace[Held]
) -> tuple[tuple[Document, Document], dict[str, Any], tuple[str, ...]]:
    known: dict[tuple[str, str], FileFacts] = {}

    def facts(held: Held) -> list[FileFacts]:
        keys = [(path, held.texts[path]) for path in held.find(())]
        return [known.setdefault(key, department_facts(*key)) for key in keys]

    base = build(before.config, facts(before.tree))
    return told(RuleContext(build(after.config, facts(after.tree)), DAY, base))


def narrowly(
    before: OpenedWorkspace[Held], after: OpenedWorkspace[Held], cache: Cache
) -> tuple[tuple[Document, Document], dict[str, Any], tuple[str, ...]]:
    sides = load_sides(before, after, DAY, cache)
    assert sides.before is not None
    return told(RuleContext(sides.after.workspace, DAY, sides.before.workspace, beyond=sides.beyond))


def opened(files: Files, **keys: Any) -> OpenedWorkspace[Held]:
    return OpenedWorkspace(Path("/shop"), Held(files), config(**keys))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    """What one example leaves there the next one finds."""
    return Cache(str(tmp_path_factory.mktemp("cache")), 0.0)


@pytest.mark.reliability("Cache", "diff reads what a change can reach and tells what a comparison of everything tells")
# what was taken at random does not get simpler
@settings(max_examples=size("OKRCTL_EXAMPLES", 30), phases=[Phase.reuse, Phase.generate])
@given(change=changes(), keys=SETTINGS)
def test_what_is_left_out_makes_no_difference(change: tuple[Files, Files], keys: dict[str, Any], cache: Cache) -> None:
    before, after = opened(change[0]), opened(change[1], **keys)
    whole = of_everything(before, after)
    for store in (NO_CACHE, cache, cache):
        assert narrowly(before, after, store) == whole
