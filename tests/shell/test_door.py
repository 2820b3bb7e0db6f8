"""Where a write may land: links of a repository, links of the user, and paths that they type."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from okrctl.shell.batch import Batch, apply_batch, obstacle, write_all
from okrctl.shell.door import new_place, plain_place, pour, real_place
from okrctl.shell.git_setup import read_attributes, write_attributes
from okrctl.shell.write import WriteError, locked_update, read_bytes, write_new

if os.name != "posix":
    pytest.skip("needs links of Unix", allow_module_level=True)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with folders and links, and a home of the user beside it."""
    root = tmp_path.resolve() / "repo"
    for folder in (root / ".git" / "hooks", root / "okrs", root / "out" / "deep", root.parent / "home"):
        folder.mkdir(parents=True)
    (root.parent / "home" / "notes.md").write_text("precious")
    (root / "okrs" / "a.yaml").write_text("mine")
    links = {
        "file": "../home/notes.md", "folder": "../home", "root": "/", "absolute": str(root.parent / "home"),
        "twice": "folder", "okrs/chain": "../twice", "up": "out/../..", "git": ".git", "hooks": ".git/hooks",
        "env": ".env", "loop": "loop", "in": "out/deep", "in-file": "okrs/a.yaml", "missing": "../home/new.md",
    }  # fmt: skip
    for name, target in links.items():
        (root / name).symlink_to(target)
    return root


OUT = ["file", "missing", "folder/notes.md", "absolute/notes.md", "twice/x", "okrs/chain/x", "root/tmp/x", "up/x"]
OUT += ["in/../../../home/notes.md", "folder/new/deeper/x", "folder/../repo/okrs/../../home/x"]
HIDDEN = ["git/config", "hooks/post-commit", "env", "folder/../repo/hooks/pre-push"]


def all_bytes(folder: Path) -> dict[str, bytes | str]:
    found = (path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
    return {str(path): os.readlink(path) if path.is_symlink() else path.read_bytes() for path in found}


@pytest.mark.parametrize("path", [*OUT, *HIDDEN, "loop", "loop/x"])
def test_no_link_of_a_repository_leads_a_write_away(path: str, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo)
    before = all_bytes(repo.parent)
    for place in (Path(path), repo / path):
        with pytest.raises(WriteError, match=r"a link that leads (out of the|to hidden|to itself)"):
            real_place(place)
        with pytest.raises(WriteError):
            locked_update(place, lambda _: b"new")
        with pytest.raises(WriteError):
            read_bytes(place)
        with pytest.raises(WriteError):
            pour(place, b"new")
        with pytest.raises(WriteError):
            write_new(place, b"new", force=True)
    assert all_bytes(repo.parent) == before


@pytest.mark.parametrize(
    ("path", "real"),
    [
        ("okrs/a.yaml", "okrs/a.yaml"),
        ("okrs/../out/new/er.md", "out/new/er.md"),
        ("in/x.md", "out/deep/x.md"),
        ("in/../x.md", "out/x.md"),
        ("in-file", "okrs/a.yaml"),
        ("in/.hidden", "out/deep/.hidden"),
        ("../home/notes.md", "../home/notes.md"),
        ("../own/x.md", "../repo/out/x.md"),
        ("../elsewhere/x.md", "../home/x.md"),
    ],
)
def test_everything_else_is_where_a_shell_would_put_it(path: str, real: str, repo: Path) -> None:
    (repo.parent / "own").symlink_to("repo/out")
    (repo.parent / "elsewhere").symlink_to(repo.parent / "home")
    assert real_place(repo / path) == Path(os.path.realpath(repo / path)) == Path(os.path.normpath(repo / real))


def test_a_workspace_that_is_no_repository_has_the_same_bounds(repo: Path) -> None:
    (repo / ".git" / "hooks").rmdir()
    (repo / ".git").rmdir()
    assert real_place(repo / "folder" / "x") == repo.parent / "home" / "x"
    (repo / "okrctl.yaml").touch()
    with pytest.raises(WriteError, match="out of the repository"):
        real_place(repo / "folder" / "x")


def test_a_folder_that_must_not_be_left(repo: Path) -> None:
    workspace = repo / "okrs"
    (workspace / "beside").symlink_to("../out")
    assert real_place(workspace / "new" / "x.yaml", workspace) == workspace / "new" / "x.yaml"
    for path in ("../x.yaml", "beside/x.yaml", str(repo.parent / "x"), "new/../../x"):
        with pytest.raises(WriteError, match="leads out of the workspace"):
            real_place(workspace / path, workspace)
        with pytest.raises(WriteError, match="leads out of the workspace"):
            write_new(workspace / path, b"new", within=workspace)
    assert not (repo / "x.yaml").exists() and list((repo / "out").iterdir()) == [repo / "out" / "deep"]


def test_new_and_plain_files_are_no_links(repo: Path) -> None:
    assert new_place(repo / "in-file") == repo / "in-file"
    with pytest.raises(WriteError, match="is a link"):
        plain_place(repo / "in-file")
    for path in (Path(), repo / "in" / ".."):
        with pytest.raises(WriteError, match="is a folder"):
            new_place(path)


def test_several_files_pass_the_same_door(repo: Path) -> None:
    before = all_bytes(repo.parent)
    precious = (b"precious", b"new")
    for batch in (
        Batch(updated={"okrs/a.yaml": (b"mine", b"new"), "file": precious}),
        Batch(updated={"folder/notes.md": precious}),
        Batch(created={"okrs/chain/new.yaml": b"new"}),
        Batch(created={"hooks/post-commit": b"new"}),
        Batch(removed={"folder/notes.md": b"precious"}),
        Batch(removed={"in-file": b"mine"}),
        Batch(created={"okrs/b.yaml": b"new"}, removed={"absolute/notes.md": b"precious"}),
    ):
        with pytest.raises(WriteError):
            apply_batch(repo, batch)
        assert all_bytes(repo.parent) == before
    for path in ("folder/new.yaml", "hooks/post-commit", "okrs/chain/deep/new.yaml"):
        assert "leads" in str(obstacle(repo, [path]))
        with pytest.raises(WriteError):
            write_all(repo, {"okrs/b.yaml": b"new", path: b"new"})
        assert all_bytes(repo.parent) == before
    # of a link inside, the file it leads to is written
    apply_batch(repo, Batch(updated={"in-file": (b"mine", b"new")}))
    assert (repo / "in-file").is_symlink() and (repo / "okrs/a.yaml").read_bytes() == b"new"


@pytest.mark.parametrize("target", ["../home/notes.md", "okrs/a.yaml", "nowhere", ".git/hooks/post-commit"])
def test_attributes_are_no_link_wherever_it_leads(target: str, repo: Path) -> None:
    file = repo / ".gitattributes"
    file.symlink_to(target)
    before = all_bytes(repo.parent)
    with pytest.raises(WriteError, match="is a link"):
        read_attributes(file)
    for text in ("", "*.yaml text\n"):
        with pytest.raises(WriteError):
            write_attributes(file, "precious", text)
    assert all_bytes(repo.parent) == before
