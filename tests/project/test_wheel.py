"""The wheel alone, in a fresh environment, does the main job from an empty folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT, Ran, environment

pytestmark = pytest.mark.night


def build(folder: Path, project: Path = PROJECT, kind: str = "wheel", **env: str) -> Path:
    command = [sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", str(folder), str(project)]
    subprocess.run(command, check=True, capture_output=True, env=environment(**env))
    (built,) = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return built


def copy_of_the_project(folder: Path) -> Path:
    """The same files in another folder, newer, and with other rights."""
    odd = shutil.ignore_patterns(".*_cache", ".venv*", ".git", ".hypothesis", "__pycache__", "build", "dist", "demo")
    shutil.copytree(PROJECT, folder, ignore=odd, copy_function=shutil.copy, symlinks=True)
    for path in folder.rglob("*.py"):
        path.chmod(0o600)
        os.utime(path, (2_000_000_000, 2_000_000_000))
    return folder


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``okrctl`` installed from the wheel into an environment that has nothing else."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    bin_folder = home / ("Scripts" if os.name == "nt" else "bin")
    install = [bin_folder / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel]
    subprocess.run(install, check=True, capture_output=True, cwd=home)
    return bin_folder / "okrctl"


@pytest.mark.reliability("Supply chain", "wheel and sdist built again, elsewhere and later: the same bytes")
@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_two_builds_are_the_same_byte_for_byte(kind: str, tmp_path: Path) -> None:
    elsewhere = copy_of_the_project(tmp_path / "elsewhere")
    one = build(tmp_path / "one", kind=kind, TZ="UTC")
    other = build(tmp_path / "other", elsewhere, kind, TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7")
    assert one.name == other.name
    assert sha256(one.read_bytes()).digest() == sha256(other.read_bytes()).digest()


def test_the_sdist_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    sdist = build(tmp_path / "sdist", kind="sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    again = build(tmp_path / "again", source)
    assert sha256(wheel.read_bytes()).digest() == sha256(again.read_bytes()).digest()
    assert (source / ".ci" / "run").stat().st_mode & 0o111


def test_the_wheel_has_the_templates_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for template in ("blank", "ecommerce", "ecommerce-operations", "operations-manager", "small-shop"):
        assert {f"okrctl/templates/{template}/{name}" for name in ("template.yaml", "okrs/README.md")} <= set(names)
    assert "okrctl/dictionary/finance.yaml" in names
    assert "okrctl/py.typed" in names
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"okrctl"}


@pytest.mark.parametrize("tool", ["uv", "pipx"])
def test_tools_for_programs_install_it(tool: str, wheel: Path, tmp_path: Path) -> None:
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"no {tool} here")
    bin_folder = tmp_path / "bin"
    folders = {"UV_TOOL_DIR": tmp_path / "tools", "UV_TOOL_BIN_DIR": bin_folder}
    folders |= {"PIPX_HOME": tmp_path / "pipx", "PIPX_BIN_DIR": bin_folder, "PIPX_MAN_DIR": tmp_path / "man"}
    install = [found, *(["tool"] if tool == "uv" else []), "install", str(wheel)]
    env = environment(**{name: str(folder) for name, folder in folders.items()})
    subprocess.run(install, check=True, capture_output=True, env=env)
    told = subprocess.run([bin_folder / "okrctl", "--version"], check=True, capture_output=True, text=True)
    assert told.stdout.startswith("okrctl ")


def builder() -> str | None:
    """A program that can build a container here."""
    for name in ("docker", "podman", "buildah"):
        if shutil.which(name) and not subprocess.run([name, "info"], capture_output=True, check=False).returncode:
            return name
    return None


def test_the_container_does_its_job() -> None:
    """OKRCTL_BASE_IMAGE names an image with Python to build on, where that of the Containerfile can't be had."""
    program = builder()
    if program is None:
        pytest.skip("neither docker, podman nor buildah works here")
    pinned = re.search(r"^ARG PYTHON=(\S+)$", (PROJECT / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE)
    base = os.environ.get("OKRCTL_BASE_IMAGE")
    if (
        base is None
        and pinned
        and subprocess.run([program, "pull", pinned[1]], capture_output=True, check=False).returncode
    ):
        pytest.skip("the base image can't be pulled here")
    on = ["--build-arg", f"PYTHON={base}"] if base else []
    build = [program, "build", "--quiet", *on, "--file", PROJECT / "Containerfile", "--tag", "okrctl-test", PROJECT]
    subprocess.run(build, check=True, capture_output=True)
    shop = PROJECT / "examples" / "corner-shop"
    if program == "buildah":
        name = subprocess.run(
            [program, "from", "okrctl-test"], check=True, capture_output=True, text=True
        ).stdout.strip()
        run = [program, "run", "--volume", f"{shop}:/work:ro", name, "--", "/okrctl/bin/python", "-I", "-m", "okrctl"]
    else:
        run = [
            program,
            "run",
            "--rm",
            "--network",
            "none",
            "--read-only",
            "--volume",
            f"{shop}:/work:ro",
            "okrctl-test",
        ]
    done = subprocess.run([*run, "validate"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_containerfile_is_pinned_and_takes_what_the_wheel_needs() -> None:
    text = (PROJECT / "Containerfile").read_text(encoding="utf-8")
    assert re.search(r"^ARG PYTHON=python:[\w.-]+@sha256:[0-9a-f]{64}$", text, re.MULTILINE)
    assert "--require-hashes" in text and re.search(r"^USER \d+$", text, re.MULTILINE)
    copied = {name for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE) for name in line.split()}
    ignored = (PROJECT / ".dockerignore").read_text(encoding="utf-8")
    assert copied == set(re.findall(r"^!(.+)$", ignored, re.MULTILINE))
    assert all((PROJECT / name).exists() for name in copied)


def test_the_main_job(program: Path, tmp_path: Path) -> None:
    def okrctl(*args: str, cwd: Path = tmp_path / "shop") -> Ran:
        env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run([program, *args], cwd=cwd, env=env, capture_output=True, text=True, check=False)
        return Ran(done.returncode, done.stdout, done.stderr)

    assert okrctl("init", "shop", "--template", "ecommerce", "--start", "2026-01-01", cwd=tmp_path).code == 0
    assert okrctl("validate").code == 0
    before = (tmp_path / "shop/okrs/marketing.yaml").read_bytes()
    done = okrctl("checkin", "marketing.yaml", "--unchanged", "rest", "--date", "2026-01-12", "--by", "ana@example.com")
    assert done.code == 0, done.err
    assert (tmp_path / "shop/okrs/marketing.yaml").read_bytes() != before
    assert okrctl("validate").code == 0
    for command in ("status", "deps"):
        ran = okrctl(command, "--as-of", "2026-01-12")
        assert ran.code == 0, ran.err
        assert "marketing" in ran.out.lower()
