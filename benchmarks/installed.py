"""okrctl as it is once installed, and the programs it is held against: compiled, and started by the script pip makes.

The working copy is run from source, and some environments keep Python from compiling it: then every run pays for that
again while other programs, compiled by pip, do not.
"""

from __future__ import annotations

import compileall
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "okrctl"
_ENTRY = "from okrctl.__main__ import main"

EMPTY = "def main():\n    return 0\n"

FLOOR = '''
from pathlib import Path

import typer
import yaml
from okrctl.core.model.files import department_doc

department_doc().model_rebuild()
app = typer.Typer()


@app.command()
def nothing(folder: Path = Path(".")) -> None:
    """Do nothing."""


def main():
    app()
'''

TOOL = '''
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer({markup})


@app.callback()
def root(
    folder: Annotated[Path | None, typer.Option("--folder", help="Where to work.")] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say less.")] = False,
) -> None:
    """Do this and that."""


def main():
    app(prog_name="tool")
'''

TOOL_COMMAND = '''

@app.command()
def command_{number}(
    names: Annotated[list[str] | None, typer.Argument(help="What to look at.")] = None,
    format: Annotated[str, typer.Option("--format", help="How to write it.")] = "text",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write it.")] = None,
    all: Annotated[bool, typer.Option("--all", help="Show everything.")] = False,
) -> None:
    """Do thing number {number}."""
'''


@dataclass(frozen=True, slots=True)
class Installed:
    """The scripts, and the environment they need.

    ``empty`` does nothing. ``floor`` imports what okrctl cannot do without, builds its models and does nothing.
    ``tool`` is a Typer program with as many commands as okrctl, ``rich_tool`` the same with Typer's default help.
    """

    okrctl: str
    empty: str
    floor: str
    tool: str
    rich_tool: str
    env: dict[str, str]


def install(folder: Path) -> Installed:
    """Copy the package to a folder, write the other programs beside it, and compile everything."""
    shutil.copytree(PACKAGE, folder / "okrctl", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "bin").mkdir()
    for name, text in _modules():
        (folder / f"{name}.py").write_text(text)
    compileall.compile_dir(folder, quiet=1)
    script = (Path(sys.executable).parent / "okrctl").read_text()
    if _ENTRY not in script:
        raise RuntimeError("pip writes other scripts now: see benchmarks/installed.py")
    made = [_script(folder / "bin" / "okrctl", script)]
    for name, _ in _modules():
        made.append(_script(folder / "bin" / name, script.replace(_ENTRY, f"from {name} import main")))
    return Installed(*made, {"PYTHONPATH": str(folder)})


def _modules() -> Iterator[tuple[str, str]]:
    count = sum(not path.name.startswith("_") for path in (PACKAGE / "commands").glob("*.py"))
    commands = "".join(TOOL_COMMAND.format(number=number) for number in range(count))
    yield "empty", EMPTY
    yield "floor", FLOOR
    yield "tool", TOOL.format(markup="rich_markup_mode=None") + commands
    yield "rich_tool", TOOL.format(markup="") + commands


def _script(path: Path, text: str) -> str:
    path.write_text(text)
    path.chmod(0o755)
    return str(path)
