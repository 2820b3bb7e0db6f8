"""A company whose every text means harm: in plans, journals, settings, names of files and people, commits."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from okrctl.core.yaml import read
from tests.kit.hostile import OWN
from tests.kit.repos import Repo

Json = dict[str, Any]
DAY = "2026-02-14"
PEOPLE = "ana@example.com"


def loadable() -> list[str]:
    """The payloads that a file may hold; the others are refused, and met in names of files and on the command line."""
    return [text for text in OWN if text.strip() and not read("a", json.dumps({"x": text})).problems]


def department(number: int, text: str) -> Json:
    """A department with the text in every field that takes one, and all kinds of things that reports talk about."""
    id = f"d{number}"
    other = f"d{number - 1}" if number else "d1"
    results: list[Json] = [
        {"id": "moves", "title": text, "unit": text, "definition": text, "why": text, "owner": text, "baseline": 100}
        | {"target": 200, "tags": [text], "links": [{"title": text, "url": f"https://x.example/{number}"}]}
        | {"amended": [{"date": "2026-01-20", "field": "target", "from": 300, "to": 200, "why": text}]},
        {"id": "shared", "title": text, "metric": "shared", "baseline": 1, "target": 10 + number},
        {"id": "level", "title": text, "unit": text, "at_least": 10, "hold": True},
        {"id": "done", "title": text, "done_when": text, "due": "2026-02-01", "source": text},
        {"id": "steps", "title": text, "milestones": [{"id": "one", "title": text, "due": "2026-02-01"}]},
        {"id": "gone", "title": text, "count": 3, "dropped": {"date": "2026-01-15", "why": text}},
    ]
    goal = {"id": "goal", "title": text, "why": text, "owner": text, "ambition": "committed", "tags": [text]}
    goal |= {
        "supports": [f"{other}/goal"],
        "depends_on": [{"ref": f"{other}/steps", "need": text, "due": "2026-02-02"}],
    }
    goal |= {"initiatives": [text], "key_results": results, "promised_to": [f"{other}/goal"]}
    old = {"id": "old", "title": text, "cycle": "2025-Q4", "closed": {"date": "2025-12-31", "learned": text}}
    old |= {"key_results": [{"id": "late", "title": text, "count": 2, "ambition": None}]}
    values = {"value": 120, "confidence": 2, "note": text}
    entry = {"date": "2026-01-12", "by": text, "note": text, "results": {"moves": values, "level": 4, "watch": 60}}
    entries = [{"date": f"2026-01-{day}", "by": text, "results": {"moves": day}} for day in (19, 26, 30)]
    watch = {"id": "watch", "title": text, "unit": text, "at_most": 45, "owner": text}
    watch |= {"except": [{"from": "2026-01-10", "to": "2026-01-11", "at_most": 90, "why": text}]}
    plan = {"okrctl": 1, "department": id, "name": text, "lead": text, "cycle": "2026-Q1"}
    del old["key_results"][0]["ambition"]
    return plan | {"objectives": [goal, old], "kpis": [watch], "check_ins": [entry, *entries], f"x-{number}": text}


def settings(texts: list[str]) -> Json:
    """Settings with these texts wherever they take one."""
    people = {f"p{at}": {"name": text, "email": PEOPLE, "owns": [text]} for at, text in enumerate(texts)}
    metric = {"title": texts[0], "unit": texts[1], "definition": texts[2], "better": "higher"}
    return {"okrctl": 1, "organization": " ".join(texts)[:400], "people": people, "metrics": {"shared": metric}}


def odd_names() -> list[str]:
    """The payloads that can be the name of a file."""
    names = [text.replace("/", "\u2215").replace("\0", "") for text in OWN if text.strip() and not text.startswith(".")]
    kept = []
    for name in names:
        try:
            if len(os.fsencode(name)) < 200:
                kept.append(name)
        except UnicodeEncodeError:
            continue
    return kept


def build(top: Path, texts: list[str]) -> Repo:
    """The company, in a repository with two commits and changes in the working tree."""
    repo = Repo(top)
    repo.text("okrctl.yaml", json.dumps(settings(texts)))
    for number, text in enumerate(texts):
        repo.write(department(number, text))
    repo.commit("first", who="a [red] =cmd|x \u202e <script>")
    for number, text in enumerate(texts):
        plan = department(number, text)
        goal = plan["objectives"][0]
        goal["title"] = f"{text} "[::-1].strip() or "x"
        goal["key_results"][0]["target"] = 150
        del goal["key_results"][0]["amended"]
        repo.write(plan)
    repo.commit("::error::second", who="##[group]b ::error::")
    for number in range(len(texts)):
        repo.text(f"okrs/d{number}.yaml", (repo.root / f"okrs/d{number}.yaml").read_text().replace("150", "140"))
    for at, name in enumerate(odd_names()):
        bad = {"okrctl": 1, "department": f"odd{at}", name: name, "kpis": [{"id": name, "titel": name}]}
        repo.text(f"okrs/{name}.yaml", json.dumps(bad, ensure_ascii=True))
    repo.text("CODEOWNERS", "".join(f"okrs/d{at}.yaml @org/x{at} [red] ::error::\n" for at in range(9)))
    return repo
