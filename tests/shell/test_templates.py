"""Templates on disk: the shipped ones, folders of one's own, and folders that mean no good."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from okrctl.core.values.stop import Failure
from okrctl.shell.templates import MAX_FILES, load, load_folder, shipped

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="needs links or pipes of Unix")


@pytest.fixture
def kiosk(tmp_path: Path) -> Path:
    folder = tmp_path / "kiosk"
    (folder / "okrs").mkdir(parents=True)
    (folder / "template.yaml").write_text("id: kiosk\ntitle: Kiosk\n")
    (folder / "okrctl.yaml").write_text("okrctl: 1\norganization: {{organization}}\n")
    (folder / "okrs" / "a.yaml").write_bytes(b"okrctl: 1\r\ndepartment: a\r\n")
    (folder / "README.md").write_text("Hello\n")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(Failure) as refused:
        load_folder(folder)
    return refused.value.message


def unknown(name: str) -> str:
    with pytest.raises(Failure) as refused:
        load(name)
    return refused.value.message


def test_the_shipped_templates() -> None:
    names = ["blank", "ecommerce", "ecommerce-operations", "operations-manager", "small-shop"]
    assert [manifest.id for manifest in shipped()] == names
    for manifest in shipped():
        template = load(manifest.id)
        assert template.manifest == manifest
        assert template.files[0][0] == "okrctl.yaml"
        assert template.page is not None
        assert "## What to change first" in template.page[1]
        assert "## What we added" in template.page[1]


def test_a_folder_as_template(kiosk: Path) -> None:
    template = load_folder(kiosk)
    assert [path for path, _ in template.files] == ["okrctl.yaml", "README.md", "okrs/a.yaml"]
    assert dict(template.files)["okrs/a.yaml"] == "okrctl: 1\ndepartment: a\n"
    assert template.page == ("README.md", "Hello\n")


def test_a_folder_without_a_manifest_has_its_name(kiosk: Path) -> None:
    (kiosk / "template.yaml").unlink()
    template = load_folder(kiosk)
    assert (template.manifest.id, template.manifest.variables) == ("kiosk", ())


def test_names_that_are_no_template(kiosk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "did you mean ecommerce?" in unknown("ecomerce")
    assert "there is no template ecommerce/../.." in unknown("ecommerce/../..")
    assert "it has no okrctl.yaml" in refusal(kiosk / "okrs")
    assert "does not exist" in refusal(kiosk / "nowhere")
    assert "is a file, not a folder" in refusal(kiosk / "README.md")
    (kiosk / "template.yaml").write_text("title: Kiosk\n")
    assert "template.yaml:1" in refusal(kiosk)
    monkeypatch.chdir(kiosk.parent)
    assert "a folder of your own is used with --from kiosk" in unknown("kiosk")


def test_dot_files_are_left_out(kiosk: Path) -> None:
    (kiosk / ".git" / "hooks").mkdir(parents=True)
    (kiosk / ".git" / "hooks" / "post-checkout").write_text("#!/bin/sh\n")
    (kiosk / ".github").mkdir()
    (kiosk / ".github" / "run.yml").write_text("on: push\n")
    template = load_folder(kiosk)
    assert [path for path, _ in template.files] == ["okrctl.yaml", "README.md", "okrs/a.yaml"]


@UNIX
@pytest.mark.parametrize("target", ["../secret.yaml", "/etc/hostname", "okrs/a.yaml", "nowhere.yaml"])
def test_links_are_refused_wherever_they_lead(kiosk: Path, target: str) -> None:
    (kiosk.parent / "secret.yaml").write_text("secret: 1\n")
    (kiosk / "b.yaml").symlink_to(target)
    message = refusal(kiosk)
    assert "b.yaml in the template is a symbolic link" in message
    assert "secret: 1" not in message


@UNIX
def test_a_linked_folder_is_refused(kiosk: Path) -> None:
    (kiosk / "more").symlink_to(kiosk.parent, target_is_directory=True)
    assert "symbolic link" in refusal(kiosk)


@UNIX
def test_a_pipe_does_not_hang_it(kiosk: Path) -> None:
    os.mkfifo(kiosk / "b.yaml")
    assert "not a text file" in refusal(kiosk)


@UNIX
def test_a_manifest_that_is_a_link_is_not_followed(kiosk: Path) -> None:
    (kiosk.parent / "secret.yaml").write_text("secret: 1\n")
    (kiosk / "template.yaml").unlink()
    (kiosk / "template.yaml").symlink_to("../secret.yaml")
    assert "secret: 1" not in refusal(kiosk)


@UNIX
def test_settings_that_are_a_link_are_not_followed(kiosk: Path) -> None:
    (kiosk.parent / "secret.yaml").write_text("secret: 1\n")
    (kiosk / "okrctl.yaml").unlink()
    (kiosk / "okrctl.yaml").symlink_to("../secret.yaml")
    assert "okrctl.yaml in the template is a symbolic link" in refusal(kiosk)


@UNIX
def test_a_name_like_a_path_is_refused(kiosk: Path) -> None:
    (kiosk / "okrs\\..\\..\\b.yaml").write_text("x: 1\n")
    assert "rename it" in refusal(kiosk)


@UNIX
def test_control_characters_of_a_name_are_shown_escaped(kiosk: Path) -> None:
    (kiosk / "\x1b[31mb.yaml").write_text("x: 1\n")
    assert "\\u001B[31mb.yaml" in refusal(kiosk)


def test_programs_are_no_part_of_a_template(kiosk: Path) -> None:
    (kiosk / "setup.py").write_text("print(1)\n")
    assert "setup.py in the template is not a text file" in refusal(kiosk)


def test_binary_and_oversized_files(kiosk: Path) -> None:
    (kiosk / "b.yaml").write_bytes(b"\xff\xfe\x00")
    assert "b.yaml in the template cannot be read" in refusal(kiosk)
    (kiosk / "b.yaml").write_bytes(b"#" * ((1 << 20) + 1))
    assert "larger than" in refusal(kiosk)


def test_too_many_and_too_deep(kiosk: Path) -> None:
    deep = kiosk.joinpath(*"abcdefghi")
    deep.mkdir(parents=True)
    (deep / "b.yaml").write_text("x: 1\n")
    assert "deeper than" in refusal(kiosk)
    deep.parents[7].rename(kiosk.parent / "away")
    for number in range(MAX_FILES):
        (kiosk / f"{number}.txt").touch()
    assert f"more than {MAX_FILES}" in refusal(kiosk)
