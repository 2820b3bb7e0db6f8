"""okrctl as it is once installed: compiled, and started by the script that pip makes.

The working copy is run from source, and some environments keep Python from compiling it: then every run pays for that
anew while peers, compiled by pip, do not.
"""

from __future__ import annotations

import compileall
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "okrctl"
_ENTRY = "from okrctl.__main__ import main"


@dataclass(frozen=True, slots=True)
class Installed:
    """Scripts that start okrctl and a program that does nothing, alike but for that, and what both need."""

    okrctl: str
    empty: str
    env: dict[str, str]


def install(folder: Path) -> Installed:
    """Compile a copy of the package in a folder, and write both scripts beside it."""
    shutil.copytree(PACKAGE, folder / "okrctl", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "nothing.py").write_text("def main():\n    return 0\n")
    compileall.compile_dir(folder, quiet=1)
    made = (Path(sys.executable).parent / "okrctl").read_text()
    if _ENTRY not in made:
        raise RuntimeError("pip writes its scripts otherwise now: see benchmarks/installed.py")
    for name, text in (("okrctl.script", made), ("empty.script", made.replace(_ENTRY, "from nothing import main"))):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    return Installed(str(folder / "okrctl.script"), str(folder / "empty.script"), {"PYTHONPATH": str(folder)})
