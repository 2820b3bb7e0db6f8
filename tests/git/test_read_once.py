"""What two sides of a comparison have in common is read once: contents are counted, never seconds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from okrctl.core.loading import facts
from okrctl.shell.git import Repository
from tests.kit.repos import Repo, goal, moves, plan, said

FILES = 12


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Twelve departments on main; two of them changed in the working tree, one is new and one gone."""
    monkeypatch.setenv("OKRCTL_CACHE_DIR", str(tmp_path / "cache"))
    made = Repo(tmp_path / "work")
    for number in range(FILES):
        made.write(department(number, 200))
    made.commit()
    made.write(department(0, 150)).write(department(1, 250)).write(department(99, 200))
    (made.root / "okrs" / "team2.yaml").unlink()
    return made


def department(number: int, target: int) -> dict[str, object]:
    return plan(
        goal(moves(target=target)), department=f"team{number}", check_ins=[said("2026-01-12", traffic=110 + number)]
    )


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The department files that were understood anew."""
    seen: list[str] = []
    real = facts.read_department

    def counting(path: str, text: str) -> object:
        seen.append(path)
        return real(path, text)

    monkeypatch.setattr(facts, "read_department", counting)
    return seen


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The blobs that git was asked for."""
    seen: list[str] = []
    real = Repository.contents

    def counting(self: Repository, names: Iterable[str], limit: int) -> dict[str, bytes]:
        wanted = list(names)
        seen.extend(wanted)
        return real(self, wanted, limit)

    monkeypatch.setattr(Repository, "contents", counting)
    return seen


CHANGED_OLD = ["team0", "team1", "team2"]
CHANGED = [*CHANGED_OLD, "team0", "team1", "team99"]


def names(paths: Iterable[str]) -> list[str]:
    return sorted(path.removeprefix("okrs/").removesuffix(".yaml") for path in paths)


@pytest.mark.parametrize("command", [["diff", "main"], ["validate", "--base", "main"]], ids=["diff", "base"])
def test_each_content_is_read_once(command: list[str], repo: Repo, read: list[str], fetched: list[str]) -> None:
    everything = {f"team{number}" for number in range(FILES)} | {"team99"}
    told = repo.run(*command)
    assert told.code in (0, 1), told.err
    assert names(read) == sorted([*everything - {"team2"}, *CHANGED_OLD])
    first = set(fetched)
    assert len(fetched) == len(first) == len(CHANGED_OLD) + len(["okrctl.yaml"])
    read.clear()
    fetched.clear()
    assert repo.run(*command) == told
    assert read == []
    # of the base's texts only those that findings point into
    assert first >= set(fetched)


@pytest.mark.parametrize("command", [["diff", "main"], ["validate", "--base", "main"]], ids=["diff", "base"])
def test_after_a_status_only_what_changed_is_read(command: list[str], repo: Repo, read: list[str]) -> None:
    repo.git("stash", "-q", "-u")
    assert repo.run("status").code in (0, 1)
    repo.git("stash", "pop", "-q")
    read.clear()
    told = repo.run(*command)
    assert names(read) == sorted(CHANGED)
    assert repo.run(*command, "--no-cache") == told


def test_two_revisions_share_what_they_have_in_common(repo: Repo, read: list[str], fetched: list[str]) -> None:
    repo.commit()
    told = repo.run("diff", "--no-cache", "HEAD~1..HEAD")
    assert told.code == 0
    assert names(read) == sorted([*{f"team{n}" for n in range(FILES)} - {"team2"}, "team99", *CHANGED_OLD])
    settings_twice = 2
    assert len(fetched) == len(read) + settings_twice
    assert repo.run("diff", "HEAD~1..HEAD").out == told.out


def test_a_link_is_never_taken_for_the_file_it_was(repo: Repo) -> None:
    """A blob of a link has the text of its target as content; a file of that content is another thing."""
    link = repo.root / "okrs" / "link.yaml"
    link.symlink_to("gone.yaml")
    repo.commit()
    link.unlink()
    link.write_text("gone.yaml")
    told = repo.run("diff", "HEAD", "--format", "json")
    assert "okrs/link.yaml at HEAD" in told.err
    assert told.code == 1
