"""What the house promises about its own code: layers, sizes, what is imported when, and generated pages."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from harness import PROJECT, environment, run_any

from okrctl import commands

SOURCES = sorted((PROJECT / "okrctl").rglob("*.py"))
LONGER = {"core/document.py": 400}  # the whole format in one place, a line or two a field
HEAVY = {"typer", "rich", "pydantic", "yaml", "ruamel"}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["lint-imports", "--no-cache", "--config", str(PROJECT / "pyproject.toml")]
    env = environment(PYTHONPATH=str(folder))
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_imports_point_one_way() -> None:
    done = lint_imports(PROJECT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("core/diagnostic.py", "import okrctl.views.blocks"),
        ("core/diagnostic.py", "import subprocess"),
        ("views/blocks.py", "import okrctl.render"),
        ("shell/terminal.py", "import okrctl.rules"),
        ("shell/terminal.py", "import okrctl.views"),
        ("core/diagnostic.py", "import rich"),
    ],
)
def test_an_import_against_the_layers_is_found(module: str, line: str, tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "okrctl", tmp_path / "okrctl", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "okrctl" / module).open("a") as file:
        file.write(f"\n{line}\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout
    assert "broken" in done.stdout
    assert "0 broken" not in done.stdout


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGER.get(path.relative_to(PROJECT / "okrctl").as_posix(), 320)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - body_starts(node) <= 50, f"{node.name} is long"


def body_starts(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The line where a function begins to act: a command's signature is a table of its options."""
    first, *rest = function.body
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return rest[0].lineno if documented and rest else first.lineno


def imported(code: str) -> set[str]:
    """Modules that a fresh interpreter has imported after running this code."""
    ran = run_any([sys.executable, "-c", f"import sys\n{code}\nprint('\\n', *sys.modules)"])
    assert ran.code == 0, ran.err
    return set(ran.out.splitlines()[-1].split())


def modules_after(code: str) -> set[str]:
    """As ``imported``, top-level names alone."""
    return {name.partition(".")[0] for name in imported(code)}


def test_version_imports_nothing_heavy() -> None:
    loaded = modules_after("from okrctl.__main__ import main; main(['--version'])")
    assert not loaded & (HEAVY | {"importlib.metadata", "typing", "dataclasses", "re"})


def test_help_imports_typer_alone() -> None:
    assert modules_after("from okrctl.__main__ import main; main(['--help'])") & HEAVY == {"typer"}


COMPLETING = (
    "import os; os.environ.update(_OKRCTL_COMPLETE='complete_bash', COMP_WORDS='okrctl st', COMP_CWORD='1')\n"
    "import contextlib\n"
    "with contextlib.suppress(SystemExit): from okrctl.__main__ import main; main([])"
)


@pytest.mark.parametrize(
    "code",
    [
        "from okrctl.__main__ import main; main(['--help'])",
        "from okrctl.__main__ import main; main(['status', '--help'])",
        COMPLETING,
    ],
    ids=["help", "help-of-a-command", "completion"],
)
def test_what_is_asked_before_any_work_imports_no_work(code: str) -> None:
    """All commands together are options and words alone: neither core nor shell, nor what only they need."""
    loaded = imported(code)
    rooms = {name for name in loaded if name.startswith(("okrctl.core.", "okrctl.shell.", "okrctl.views."))}
    assert "okrctl.commands.status" in loaded
    assert rooms <= {"okrctl.core.frozen", "okrctl.shell.terminal"}
    assert not loaded & {"decimal", "fractions", "concurrent.futures", "hashlib", "json"}
    assert loaded & HEAVY == {"typer"}


@pytest.mark.parametrize("name", commands.names())
def test_a_command_imports_nothing_heavy_before_it_runs(name: str) -> None:
    code = f"from okrctl.__main__ import main; main([{name!r}, '--help'])"
    assert modules_after(code) & HEAVY == {"typer"}


def test_generated_pages_are_up_to_date() -> None:
    ran = run_any([sys.executable, str(PROJECT / "docs" / "generate.py"), "--check"])
    assert ran.code == 0, ran.out


def test_a_stale_page_is_found(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "docs", tmp_path, dirs_exist_ok=True)
    page = tmp_path / "cli.md"
    page.write_text(page.read_text(encoding="utf-8") + "old\n", encoding="utf-8")
    ran = run_any([sys.executable, str(tmp_path / "generate.py"), "--check"])
    assert (ran.code, "docs/cli.md is out of date" in ran.out) == (1, True)
    assert page.read_text(encoding="utf-8").endswith("old\n")
