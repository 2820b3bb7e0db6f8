"""What the house promises about its own code: layers, sizes, what is imported when, and generated pages."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from okrctl import commands
from tests.kit.harness import PROJECT, environment, run_any

SOURCES = sorted((PROJECT / "okrctl").rglob("*.py"))
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
        ("core/values/diagnostic.py", "import okrctl.views.blocks"),
        ("core/values/diagnostic.py", "import subprocess"),
        ("views/blocks.py", "import okrctl.render"),
        ("shell/terminal.py", "import okrctl.rules"),
        ("shell/terminal.py", "import okrctl.views"),
        ("core/values/diagnostic.py", "import rich"),
        ("flows/settings.py", "import typer"),
        ("flows/settings.py", "import okrctl.commands"),
        ("shell/terminal.py", "import okrctl.flows.settings"),
        ("core/values/diagnostic.py", "import okrctl.core.model.items"),
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
    assert text.count("\n") <= 320
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - body_starts(node) <= 50, f"{node.name} is long"


def body_starts(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The line where a function begins to act: a command's signature is a table of its options."""
    first, *rest = function.body
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return rest[0].lineno if documented and rest else first.lineno


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if path.parent.name in ("commands", "new") and path.name[0] != "_"],
    ids=lambda path: path.stem,
)
def test_a_command_is_thin(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") < 80


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


ROOMS = ("okrctl.core.", "okrctl.flows.", "okrctl.shell.", "okrctl.views.", "okrctl.render.")
FLOWS = {"okrctl.flows.settings"}
SMALL = {"okrctl.core.values.frozen", "okrctl.core.values.pattern", "okrctl.core.values.stop"}


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
    rooms = {name for name in loaded if name.startswith(ROOMS)}
    assert "okrctl.commands.status" in loaded
    assert rooms <= {"okrctl.core.values", *SMALL, "okrctl.shell.terminal", *FLOWS}
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
    page = tmp_path / "reference" / "cli.md"
    page.write_text(page.read_text(encoding="utf-8") + "old\n", encoding="utf-8")
    ran = run_any([sys.executable, str(tmp_path / "generate.py"), "--check"])
    assert (ran.code, "docs/reference/cli.md is out of date" in ran.out) == (1, True)
    assert page.read_text(encoding="utf-8").endswith("old\n")


DOOR = {
    "shell/door.py": "devices and pipes, through the door itself",
    "shell/write.py": "one file",
    "shell/batch.py": "several files",
    "shell/durable.py": "the steps of those",
}
"""What writes where users' files are; each asks the door for the place first (tests/shell/test_door.py)."""
ELSEWHERE = {
    "shell/cache.py": "the user's cache",
    "shell/cache_folder.py": "the user's cache",
    "shell/rounds.py": "the user's cache",
    "shell/user_folder.py": "the user's cache",
    "shell/locks.py": "the user's cache",
    "shell/editor.py": "a temporary folder of this run",
    "shell/sources/issue_exports.py": "a temporary folder of this run",
    "shell/sources/run.py": "a temporary folder of this run",
    "shell/sources/files/xlsx.py": "a temporary folder of this run",
    "shell/sources/snapshot.py": "a temporary folder of this run",
    "__main__.py": "the null device",
}
WRITES = {
    *("write_text", "write_bytes", "touch", "mkdir", "makedirs", "symlink_to", "hardlink_to", "symlink", "link"),
    *(
        "unlink",
        "rmdir",
        "remove",
        "removedirs",
        "rmtree",
        "truncate",
        "ftruncate",
        "chmod",
        "fchmod",
        "utime",
        "mknod",
    ),
    *("renames", "copyfile", "copy2", "copytree", "move", "mkstemp", "mkdtemp", "mkfifo", "TemporaryDirectory"),
    *("NamedTemporaryFile", "TemporaryFile"),
}


def writes(node: ast.AST) -> bool:
    """Whether this is a call that may change something on disk, as far as names tell."""
    if not isinstance(node, ast.Call):
        return False
    name = ast.unparse(node.func)
    last = name.rpartition(".")[2]
    if last in WRITES or name in ("os.replace", "os.rename"):
        # sets and lists have a remove, too
        return last != "remove" or name == "os.remove"
    if name == "os.open":
        return len(node.args) > 1 and ast.unparse(node.args[1]) not in ("os.O_RDONLY", "os.O_RDONLY | os.O_DIRECTORY")
    if last not in ("open", "fdopen"):
        return False
    modes = [*node.args, *(each.value for each in node.keywords if each.arg in (None, "mode"))]
    said = [each.value for each in modes if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return (not said and len(modes) > 1) or any(set(mode) & set("wxa+") for mode in said if len(mode) <= 4)


def modules_that_write() -> set[str]:
    return {
        path.relative_to(PROJECT / "okrctl").as_posix()
        for path in SOURCES
        if any(map(writes, ast.walk(ast.parse(path.read_text(encoding="utf-8")))))
    }


def test_nothing_writes_but_by_the_door() -> None:
    allowed = DOOR.keys() | ELSEWHERE.keys()
    reading = {"shell/files.py", "shell/templates.py"}
    found = modules_that_write() - reading
    assert found - allowed == set(), "write through okrctl/shell/write.py or batch.py"
    assert allowed - found == set(), "these write no more"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("open(path, 'w')", True),
        ("path.open('xb')", True),
        ("open(path, mode='r+')", True),
        ("open(path, mode)", True),
        ("open(path, **more)", True),
        ("os.open(path, os.O_WRONLY)", True),
        ("os.open(path, flags)", True),
        ("os.replace(a, b)", True),
        ("file.write_text('x')", True),
        ("shutil.rmtree(path)", True),
        ("open(path, 'rb')", False),
        ("path.open()", False),
        ("os.open(path, os.O_RDONLY)", False),
        ("text.replace('a', 'w')", False),
        ("names.remove(x)", False),
    ],
)
def test_what_writes_is_known_by_its_call(line: str, found: bool) -> None:
    assert any(map(writes, ast.walk(ast.parse(line)))) == found


@pytest.mark.parametrize("module", ["write", "batch", "report", "git_setup"])
def test_what_writes_for_users_asks_the_door(module: str) -> None:
    tree = ast.parse((PROJECT / "okrctl" / "shell" / f"{module}.py").read_text(encoding="utf-8"))
    asked = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert "okrctl.shell.door" in asked
