"""Where the time of a run goes, by stage: each stage alone, over all files, in one process."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

from corpus import AS_OF


def stages(root: Path, rounds: int = 3) -> list[str]:
    """A Markdown table of processor seconds by stage; the best of some rounds each."""
    from okrctl.core.model.codec import decode, encode
    from yaml._yaml import CParser  # type: ignore[import-untyped]

    from okrctl.core.checkin import Entry, Said
    from okrctl.core.checkin.place import append_entry
    from okrctl.core.checks.case import Case
    from okrctl.core.company.workspace import build
    from okrctl.core.loading.facts import department_facts
    from okrctl.core.model.files import FileFacts, department_doc
    from okrctl.core.review.picture import Picture
    from okrctl.core.yaml import read
    from okrctl.shell.session import load

    texts = {f"okrs/{path.name}": path.read_text() for path in sorted((root / "okrs").glob("*.yaml"))}
    session = load(root)
    plain = [read(path, text).data for path, text in texts.items()]
    files = session.workspace.files
    rows = [json.dumps(encode(FileFacts, facts)) for facts in files]
    doc, day = department_doc(), date.fromisoformat(AS_OF)
    entry = Entry(day, "ana@example.com", None, (("result-0", Said("1200")),), ())
    known = {facts.path: facts for facts in files}
    every: dict[str, Callable[[], Any]] = {
        "libyaml alone": lambda: [CParser(text).raw_parse() for text in texts.values()],
        "text to plain data": lambda: [read(path, text) for path, text in texts.items()],
        "plain data to models": lambda: [doc.model_validate(data) for data in plain],
        "text to facts (all of the above, and facts)": lambda: [department_facts(*item) for item in texts.items()],
        "facts to cache entries": lambda: [encode(FileFacts, facts) for facts in files],
        "cache entries to facts": lambda: [decode(FileFacts, json.loads(row)) for row in rows],
        "files to workspace": lambda: build(session.workspace.config, files),
        "scores": lambda: Picture(session.workspace, day).company,
        "rules": lambda: list(Case(session.workspace, day).problems(day=False)),
        "a check-in: edit and proof": lambda: [append_entry(*item, entry, known[item[0]]) for item in texts.items()],
    }
    lines = ["| stage | CPU s | ms a file |", "|---|--:|--:|"]
    for name, stage in every.items():
        best = min(_seconds(stage) for _ in range(rounds))
        lines.append(f"| {name} | {best:.3f} | {best / len(texts) * 1000:.2f} |")
    return lines


def _seconds(stage: Callable[[], Any]) -> float:
    gc.collect()
    gc.disable()
    before = process_time()
    stage()
    spent = process_time() - before
    gc.enable()
    return spent
