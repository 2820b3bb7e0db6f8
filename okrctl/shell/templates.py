"""Templates on disk: those shipped with okrctl, and any folder with an ``okrctl.yaml``.

Only plain text files are read, links are refused, and nothing outside the template's folder is opened.
"""

from __future__ import annotations

import os
import stat
from difflib import get_close_matches
from pathlib import Path

import okrctl
from okrctl.core.setup.template import MANIFEST, Fault, Manifest, read_manifest
from okrctl.core.values import safe
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Failure
from okrctl.core.yaml import decode
from okrctl.shell.files import CONFIG

SUFFIXES = frozenset({".yaml", ".yml", ".md", ".txt"})
PAGES = ("okrs/README.md", "README.md")
MAX_FILES = 500
MAX_DEPTH = 8
MAX_BYTES = 1 << 20
LISTED = "okrctl templates lists the shipped templates"


@frozen
class Template:
    """A manifest and the texts of the workspace, by path (with ``/``), in the order they are written."""

    manifest: Manifest
    files: tuple[tuple[str, str], ...]

    @property
    def page(self) -> tuple[str, str] | None:
        """Path and text of the page that says what to change first."""
        texts = dict(self.files)
        return next(((path, texts[path]) for path in PAGES if path in texts), None)


def shipped_folder() -> Path:
    """The folder of the shipped templates: inside the installed package, or at the top of a checkout."""
    package = Path(okrctl.__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def shipped() -> list[Manifest]:
    """The manifests of the shipped templates, by id."""
    found = [_manifest(folder) for folder in sorted(shipped_folder().glob("*/")) if (folder / MANIFEST).is_file()]
    return sorted(found, key=lambda manifest: manifest.id)


def load(name: str) -> Template:
    """The shipped template with that id.

    Raises:
        Failure: there is none.
    """
    folders = {folder.parent.name: folder.parent for folder in shipped_folder().glob(f"*/{MANIFEST}")}
    if name in folders:
        return load_folder(folders[name], LISTED)
    near = get_close_matches(name, sorted(folders), n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"available: {', '.join(sorted(folders))}"
    if os.path.isdir(name):
        hint = f"a folder of your own is used with --from {name}"
    raise Failure(f"there is no template {name}; {hint}", LISTED)


def load_folder(folder: Path, hint: str = "nothing written") -> Template:
    """The template in a folder, with or without a manifest.

    Raises:
        Failure: it can't be used; with this hint.
    """
    shown = folder.as_posix()
    try:
        if not folder.is_dir():
            raise Failure(f"{shown} {'is a file, not a folder' if folder.exists() else 'does not exist'}")
        if not os.path.lexists(folder / CONFIG):
            raise Failure(f"{shown} is not a template: it has no {CONFIG}")
        return Template(_manifest(folder), tuple(sorted(_files(folder), key=lambda file: (file[0] != CONFIG, file[0]))))
    except Failure as refusal:
        refusal.hint = hint
        raise
    except OSError as error:
        raise Failure(f"cannot read the template {shown}: {error.strerror}", hint) from None


def _manifest(folder: Path) -> Manifest:
    if not os.path.lexists(folder / MANIFEST):
        name = folder.resolve().name
        return Manifest(name, name)
    manifest = read_manifest(_text(folder / MANIFEST, MANIFEST))
    if isinstance(manifest, Fault):
        raise Failure(f"the template in {folder.as_posix()} is faulty: {manifest}")
    return manifest


def _files(folder: Path) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    waiting = [(folder, "")]
    while waiting:
        here, prefix = waiting.pop()
        for entry in sorted(os.scandir(here), key=lambda entry: entry.name):
            path = prefix + entry.name
            # dot files of a template could become hooks, workflows or editor tasks, which run programs
            if entry.name.startswith(".") or path == MANIFEST:
                continue
            _refuse_unusual(entry, path)
            if entry.is_dir(follow_symlinks=False):
                waiting.append((here / entry.name, path + "/"))
            else:
                found.append((path, _text(here / entry.name, path)))
            if len(found) > MAX_FILES:
                raise Failure(f"the template has more than {MAX_FILES} files")
    return found


def _refuse_unusual(entry: os.DirEntry[str], path: str) -> None:
    shown = safe.path(path)
    if entry.is_symlink():
        raise Failure(f"{shown} in the template is a symbolic link; a template holds plain files only")
    if path.count("/") >= MAX_DEPTH:
        raise Failure(f"{shown} in the template lies deeper than {MAX_DEPTH} folders")
    if not entry.name.isprintable() or set(entry.name) & set('\\:*?"<>|'):
        raise Failure(f"{shown} in the template has a name that not every system can store; rename it")
    if entry.is_dir(follow_symlinks=False):
        return
    if not entry.is_file(follow_symlinks=False) or Path(entry.name).suffix not in SUFFIXES:
        raise Failure(f"{shown} in the template is not a text file ({', '.join(sorted(SUFFIXES))})")


def _text(path: Path, shown: str) -> str:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Failure(f"{shown} in the template is not a plain file")
        text, problem = decode(shown, file.read(MAX_BYTES + 1))
    if text is None:
        raise Failure(f"{shown} in the template cannot be read: {problem.message if problem else 'not text'}")
    return text.replace("\r\n", "\n")
