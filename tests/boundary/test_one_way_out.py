"""There is one way out for text, and whatever goes round it is found: by reading the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import okrctl

PACKAGE = Path(okrctl.__file__).parent
SOURCES = {file.relative_to(PACKAGE).as_posix(): file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py")}

# Who may do what, and why it is safe there.
TO_STREAMS = {
    "__main__.py": "the last words of the program, through safe.line",
    "cli.py": "the version, and help that we wrote",
    "commands/_output.py": "the way out: results of renderers, and messages through the sanitiser",
    "commands/_terminal.py": "questions, through the sanitiser",
    "web/guard.py": "the log of the server, through safe.terminal",
    "commands/_watch.py": "what the renderer for screens has made, in place",
    "shell/progress.py": "the name of the work, in words of ours",
    "shell/sources/worker.py": "JSON for the parent process",
}
TO_FILES = {
    "shell/durable.py": "every lasting write",
    "shell/door.py": "every write passes here",
    "shell/cache_folder.py": "the cache",
    "shell/cache.py": "the cache",
    "shell/rounds.py": "the cache",
    "shell/editor.py": "the form in a folder of its own",
    "shell/sources/snapshot.py": "copies in a folder of its own",
    "shell/locks.py": "locks in the cache",
    "shell/sources/files/xlsx.py": "copies in a folder of its own",
    "__main__.py": "nothing: the null device takes what cannot be written any more",
}
TO_PROGRAMS = {
    "shell/git.py": "git, scrubbed",
    "shell/commit.py": "git as the user would run it",
    "shell/editor.py": "the user's editor",
    "shell/terminal.py": "the user's pager; the text is a renderer's",
    "shell/sources/run.py": "ourselves, to compute a source",
}
ASKS = {"commands/_terminal.py": "waits for the answer, so that Ctrl-C is never lost"}
# What is given to emit(): what a renderer has made, or what the sanitiser has seen.
RENDERED = {"render", "renderer", "terminal", "get_completion_script"}  # the last is Typer's, without texts of users
# Modules of render/ that never see a user's text, or get it from another renderer.
WITHOUT_TEXT = {
    "render/__init__.py": "finds renderers",
    "render/_color.py": "paints lines that are safe already",
    "render/badges/__init__.py": "is empty",
    "render/forms/__init__.py": "is empty",
    "render/forms/html.py": "fills a template, which escapes by render/sites/html",
    "render/messages/__init__.py": "is empty",
    "render/workbooks/__init__.py": "is empty",
    "render/sites/__init__.py": "is empty",
    "render/sites/_charts.py": "gets its words from _drawing",
    "render/sites/_small.py": "gets its words from _drawing",
    "render/annotations/__init__.py": "is empty",
    "render/calendars/__init__.py": "is empty",
    "render/data/__init__.py": "is empty",
    "render/pages/__init__.py": "is empty",
    "render/screens/__init__.py": "is empty",
    "render/screens/text.py": "gets its text from _lines",
    "render/tables/__init__.py": "is empty",
    "render/diagnostics/__init__.py": "is empty",
    "render/diagnostics/json.py": "gives plain values to render/data/json",
    "render/diagnostics/jsonl.py": "gives plain values to render/data/json",
    "render/graphs/__init__.py": "is empty",
    "render/graphs/_layout.py": "places boxes",
}


def name_of(node: ast.expr) -> str:
    """The dotted name of an expression, as far as it has one; of a call, that of what is called."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


class Unfolded(ast.NodeTransformer):
    """Names that were imported, written out: a `run` that is really `subprocess.run` is called so."""

    def __init__(self, module: ast.Module) -> None:
        self.meant: dict[str, str] = {}
        for node in ast.walk(module):
            if isinstance(node, ast.ImportFrom) and node.module and not node.module.startswith("okrctl"):
                self.meant |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
            elif isinstance(node, ast.Import):
                self.meant |= {each.asname: each.name for each in node.names if each.asname}

    def visit_Name(self, node: ast.Name) -> ast.AST:
        meant = self.meant.get(node.id)
        return ast.parse(meant, mode="eval").body if meant and isinstance(node.ctx, ast.Load) else node


@cache
def parsed(source: str) -> ast.Module:
    module = ast.parse(source)
    found: ast.Module = Unfolded(module).visit(module)
    return found


def calls(source: str) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Call):
            yield name_of(node.func), node


def writes_to_streams(source: str) -> bool:
    """Prints, or holds a standard stream other than to ask whether and how wide it is."""
    asked = {"width", "wants_color", "is_terminal", "isatty", "flush", "fileno"}
    if any(
        name in ("print", "rich.print", "typer.echo", "typer.secho", "os.write") or "Console" in name
        for name, _ in calls(source)
    ):
        return True
    harmless = {
        id(each)
        for name, call in calls(source)
        if name.rpartition(".")[2] in asked
        for each in (*call.args, *([call.func.value] if isinstance(call.func, ast.Attribute) else []))
    }
    streams = ("sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__")
    return any(
        isinstance(node, ast.Attribute) and name_of(node) in streams and id(node) not in harmless
        for node in ast.walk(parsed(source))
    )


def writes_files(source: str) -> bool:
    words = {"write_text", "write_bytes", "mkstemp", "NamedTemporaryFile", "copyfile", "copytree", "touch"}
    for name, call in calls(source):
        last = name.rpartition(".")[2]
        modes = [each.value for each in [*call.args, *(key.value for key in call.keywords)] if is_text(each)]
        if last in words or (last in ("open", "fdopen") and any(set(mode) & set("wax+") for mode in modes)):
            return True
    return "O_CREAT" in source or "O_WRONLY" in source


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 4


def runs_programs(source: str) -> bool:
    words = ("os.system", "os.popen", "os.exec", "os.spawn", "os.posix_spawn", "pty.spawn", "multiprocessing")
    return any(name.startswith(("subprocess.", *words)) for name, _ in calls(source))


def asks_questions(source: str) -> bool:
    """Reads what a person types; whoever does so another way loses Ctrl-C now and then."""
    ways = ("prompt", "confirm", "getpass", "getchar")
    return any(
        name in ("input", "sys.stdin.readline", "sys.stdin.read")
        or (name.rpartition(".")[2] in ways and name.startswith(("typer.", "click.", "getpass.", "rich.")))
        for name, _ in calls(source)
    )


def emits_unseen(source: str) -> list[str]:
    """Results that come neither from a renderer nor from the sanitiser."""
    found = []
    for name, call in calls(source):
        if name.rpartition(".")[2] == "emit":
            given = name_of(call.args[0]) if isinstance(call.args[0], ast.Call) else ""
            if given.rpartition(".")[2] not in RENDERED:
                found.append(ast.unparse(call))
    return found


@pytest.mark.parametrize(
    ("does", "allowed"),
    [(writes_to_streams, TO_STREAMS), (writes_files, TO_FILES), (runs_programs, TO_PROGRAMS), (asks_questions, ASKS)],
    ids=lambda each: getattr(each, "__name__", ""),
)
@pytest.mark.reliability("Sinks", "no module but the named ones writes to streams or files, or runs programs")
def test_only_named_modules_reach_outside(does: object, allowed: dict[str, str]) -> None:
    assert callable(does)
    assert {path for path, source in SOURCES.items() if does(source)} == set(allowed)


@pytest.mark.parametrize("path", [path for path in SOURCES if path.startswith("commands/")])
def test_results_come_from_renderers(path: str) -> None:
    assert not emits_unseen(SOURCES[path])


def test_every_renderer_uses_the_sanitiser() -> None:
    without = {
        path
        for path, source in SOURCES.items()
        if path.startswith("render/")
        and "okrctl.core.values.safe" not in source
        and "okrctl.core.values import safe" not in source
    }
    assert without == set(WITHOUT_TEXT)


@pytest.mark.parametrize(
    ("does", "line"),
    [
        (writes_to_streams, "print(title)"),
        (writes_to_streams, "sys.stdout.write(title)"),
        (writes_to_streams, "out = sys.stderr"),
        (writes_to_streams, "from sys import stdout\nstdout.write(title)"),
        (writes_to_streams, "from sys import stderr as out\nheld = out"),
        (writes_to_streams, "import sys as s\ns.stdout.write(title)"),
        (writes_to_streams, "from rich import print as say\nsay(title)"),
        (writes_to_streams, "from typer import echo\necho(title)"),
        (writes_to_streams, "Console().print(title)"),
        (writes_files, "Path('x').write_text(title)"),
        (writes_files, "open('x', 'w').write(title)"),
        (writes_files, "os.open('x', os.O_WRONLY)"),
        (runs_programs, "subprocess.run(['x'])"),
        (runs_programs, "os.system('x')"),
        (runs_programs, "from subprocess import Popen\nPopen(['x'])"),
        (runs_programs, "import subprocess as program\nprogram.run(['x'])"),
        (runs_programs, "from os import system\nsystem('x')"),
        (asks_questions, "input('Name: ')"),
        (asks_questions, "typer.prompt('Name')"),
        (asks_questions, "from typer import confirm as sure\nsure('?')"),
        (asks_questions, "import sys as s\ns.stdin.readline()"),
        (emits_unseen, "emit(title)"),
        (emits_unseen, "emit(f'{title}')"),
        (emits_unseen, "emit('; '.join(titles))"),
    ],
)
def test_a_way_round_is_seen(does: object, line: str) -> None:
    assert callable(does)
    assert does(line)
