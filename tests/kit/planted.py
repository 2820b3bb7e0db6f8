"""A checkout full of modules of a stranger: whichever of them is imported leaves its name behind."""

from __future__ import annotations

from pathlib import Path

MODULES = (
    "venv", "pip", "ensurepip", "okrctl", "typer", "yaml", "rich", "pydantic", "ruamel", "hatchling", "json", "re",
    "sitecustomize", "usercustomize", "subprocess", "sqlite3", "shlex", "tempfile", "duckdb",
)  # fmt: skip


def plant(folder: Path, *, but: tuple[str, ...] = ()) -> Path:
    """Put the modules there, as files and as packages to run; the file returned lists those that ran."""
    ran = folder.parent / "ran"
    for name in filter(lambda name: name not in but, MODULES):
        code = f"with open({str(ran)!r}, 'a') as file: file.write({name!r} + ' ')\n"
        (folder / f"{name}.py").write_text(code)
        package = folder / "packages" / name
        package.mkdir(parents=True)
        for part in ("__init__", "__main__"):
            (package / f"{part}.py").write_text(code)
    return ran


def pythonpath(folder: Path) -> str:
    """A search path of modules as some jobs set it for their own code: the checkout, by relative and full names."""
    return f".:packages:{folder}:{folder}/packages"
