"""The parts of git that `--commit` needs: the user's identity, whether a commit makes sense now, and a commit of one
file.

Unlike `shell/git.py`, this runs git as the user would: with their identity, hooks and signature.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_REDIRECTING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX")
_UNFINISHED = {
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
}


def user_email(folder: Path) -> str | None:
    """The email address that git would use for a commit in a folder, if set."""
    given = os.environ.get("GIT_AUTHOR_EMAIL")
    return given or (_git(folder, "config", "--get", "user.email").stdout.strip() or None)


def user_name(folder: Path) -> str | None:
    """The name that git would use for a commit in a folder, if set."""
    given = os.environ.get("GIT_AUTHOR_NAME")
    return given or (_git(folder, "config", "--get", "user.name").stdout.strip() or None)


def commit_obstacle(file: Path) -> str | None:
    """Why a file shouldn't be committed now; None if it can be."""
    folder, name = _inside(file)
    inside = _git(folder, "rev-parse", "--is-inside-work-tree")
    if inside.returncode == 127:
        return "git is not installed"
    if inside.stdout.strip() != "true":
        return "this isn't a git working tree"
    found = _git(folder, "rev-parse", *(part for name in _UNFINISHED for part in ("--git-path", name)))
    for (sign, what), path in zip(_UNFINISHED.items(), found.stdout.splitlines(), strict=False):
        if (folder / path).exists():
            return f"{what} is in progress ({sign})"
    if _git(folder, "check-ignore", "--quiet", "--", f"./{name}").returncode == 0:
        return f"git ignores {name}"
    return None


def changed_already(file: Path) -> bool:
    """Whether a tracked file has uncommitted changes."""
    folder, name = _inside(file)
    status = _git(folder, "status", "--porcelain", "--", name).stdout
    return bool(status) and not status.startswith("??")


def is_detached(file: Path) -> bool:
    """Whether a commit now would belong to no branch."""
    return _git(file.parent, "symbolic-ref", "--quiet", "HEAD").returncode == 1


def commit_file(file: Path, message: str) -> str | None:
    """Commit one file and nothing else; return git's message if it refuses."""
    folder, name = file.parent, file.name
    unknown = _git(folder, "ls-files", "--error-unmatch", "--", name).returncode != 0
    if unknown:
        added = _git(folder, "add", "--intent-to-add", "--", name)
        if added.returncode != 0:
            return _words(added)
    committed = False
    try:
        done = _git(folder, "commit", "--quiet", "--only", "--message", message, "--", name)
        committed = done.returncode == 0
    finally:
        if unknown and not committed:
            # not `reset`, which would also undo that the user staged the file as deleted
            _git(folder, "update-index", "--force-remove", "--", name)
    return None if committed else _words(done)


def _inside(file: Path) -> tuple[Path, str]:
    """The nearest existing folder, where git can run, and the file's path from it."""
    folder = next((above for above in file.parents if above.is_dir()), file.parent)
    return folder, file.relative_to(folder).as_posix()


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key not in _REDIRECTING}
    # check-ignore fails with this option; it takes names literally anyway
    literal = () if arguments[0] == "check-ignore" else ("--literal-pathspecs",)
    command = ["git", "-c", "core.fsmonitor=false", *literal, *arguments]
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env=kept | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="backslashreplace",
            check=False,
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, "", str(error))


def _words(done: subprocess.CompletedProcess[str]) -> str:
    text = (done.stderr.strip() or done.stdout.strip()).splitlines()
    return "; ".join([line.strip() for line in text if line.strip()][:3]) or f"git ended with {done.returncode}"
