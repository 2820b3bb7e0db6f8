"""Real git repositories with a workspace in them, looked at through the front door."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests.kit.harness import Ran, environment, run_cli

Json = dict[str, Any]
DAY = "2026-02-14"


def plan(*objectives: Json, department: str = "marketing", **keys: Any) -> Json:
    """A department's file in the first quarter of 2026."""
    return {
        "okrctl": 1,
        "department": department,
        "lead": "Ana",
        "cycle": "2026-Q1",
        "objectives": list(objectives),
        **keys,
    }


def goal(*results: Json, id: str = "seo", **keys: Any) -> Json:
    """A committed objective."""
    return {"id": id, "title": f"Goal {id}", "ambition": "committed", **keys, "key_results": list(results)}


def moves(id: str = "traffic", **keys: Any) -> Json:
    """A quantity that moves from 100 to 200 unless said."""
    return {"id": id, "title": f"Move {id}", "baseline": 100, "target": 200, **keys}


def said(date: str, by: str = "ana@example.com", **results: Any) -> Json:
    """A check-in; underscores in names of key results stand for hyphens."""
    return {"date": date, "by": by, "results": {key.replace("_", "-"): value for key, value in results.items()}}


class Repo:
    """A repository in a folder; ``home`` is the workspace's folder in it."""

    def __init__(self, top: Path, home: str = "", *, init: bool = True) -> None:
        self.top = top
        self.root = top / home if home else top
        if init:
            top.mkdir(parents=True, exist_ok=True)
            self.git("init", "-q", "-b", "main")
            self.settings()

    def git(self, *args: str, cwd: Path | None = None, **env: str) -> str:
        """Run git as a user would; its output."""
        command = ["git", "-c", "protocol.file.allow=always", *args]
        world = environment(**env)
        done = subprocess.run(command, cwd=cwd or self.top, env=world, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout.decode(errors="surrogateescape").strip()

    def settings(self, **keys: Any) -> Repo:
        """Write okrctl.yaml."""
        return self.text("okrctl.yaml", json.dumps({"okrctl": 1, "organization": "Shop", **keys}) + "\n")

    def text(self, path: str, text: str) -> Repo:
        """Write any file of the workspace."""
        full = self.root / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_text(text, encoding="utf-8")
        return self

    def write(self, data: Json, path: str | None = None) -> Repo:
        """Write a department's file; plain data as JSON is YAML, too."""
        return self.text(
            path or f"okrs/{data['department']}.yaml", json.dumps(data, indent=1, ensure_ascii=False) + "\n"
        )

    def commit(self, message: str = "change", day: str = "2026-01-05", who: str = "Ana Ruiz") -> str:
        """Commit everything; the commit's name."""
        self.git("add", "-A")
        stamp = f"{day}T12:00:00+00:00"
        who_env = {"GIT_AUTHOR_NAME": who, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
        self.git("commit", "-q", "--allow-empty", "-m", message, **who_env)
        return self.git("rev-parse", "HEAD")

    def run(self, *args: str, cwd: Path | None = None) -> Ran:
        """Run a command in the workspace's folder."""
        return run_cli(*args, cwd=cwd or self.root)

    def findings(self, *args: str, base: str = "main", day: str = DAY) -> list[str]:
        """What ``validate --base`` finds of rules about changes, as ``path:line:column: CODE message``."""
        ran = self.run("validate", "--base", base, "--as-of", day, "--format", "json", *args)
        assert ran.code in (0, 1), ran.err
        found = json.loads(ran.out)["diagnostics"]
        return [f"{d['path']}:{d['line']}:{d['column']}: {d['code']} {d['message']}" for d in found]

    def changes(self, *args: str, base: str = "main", day: str = DAY) -> list[str]:
        """The findings of the family 7xx, without their places."""
        return [each.partition(": ")[2] for each in self.findings("--select", "OKR7", *args, base=base, day=day)]

    def diff(self, *args: str, day: str = DAY, code: int = 0) -> Json:
        """The JSON of ``diff``."""
        ran = self.run("diff", *args, "--as-of", day, "--format", "json")
        assert ran.code == code, ran.err + ran.out
        found: Json = json.loads(ran.out)
        return found


def snapshot(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every file below a folder, git's own included: time of change, mode, content."""
    found = {}
    for home, folders, files in os.walk(os.fsencode(folder)):
        for name in (*folders, *files):
            path = os.path.join(home, name)
            about = os.lstat(path)
            data = b""
            if os.path.isfile(path) and not os.path.islink(path):
                with open(path, "rb") as file:
                    data = file.read()
            found[os.fsdecode(path)] = (about.st_mtime_ns, about.st_mode, data)
    return found
