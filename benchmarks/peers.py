"""Other programs on the same files, or on as many facts where they read another format.

python benchmarks/peers.py events FOLDER     PyYAML's events of all files, made in C and thrown away
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Program

if TYPE_CHECKING:
    from cases import Place, Workspace

HERE = Path(__file__).resolve().parent
SCHEMA = HERE.parent / "docs" / "reference" / "schema.json"

Make = Callable[["Place"], Program | None]


def peers(where: Workspace) -> Iterator[tuple[str, str, Make]]:
    """A name, a title and a case for each program; the case is None where the program is not installed."""
    facts = f"as many facts ({where.results:,})"
    yield "yamllint", "yamllint", lambda place: _yamllint(place, where)
    yield "check-jsonschema", "check-jsonschema", lambda place: _check_jsonschema(place, where)
    yield (
        "hledger",
        f"hledger, {facts}",
        lambda place: _ledger(place, where, "hledger", ["check", "-f"], _hledger_entry),
    )
    yield (
        "bean-check",
        f"bean-check, {facts}",
        lambda place: _ledger(place, where, "bean-check", ["--no-cache"], _bean_entry),
    )


def _program(name: str) -> str | None:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        print(f"{name} is left out: it is not installed", file=sys.stderr)
    return found


def _yamllint(place: Place, where: Workspace) -> Program | None:
    program = _program("yamllint")
    if program is None:
        return None
    command = [program, "-d", "relaxed", str(place.workspace(where) / "okrs")]
    return Program("yamllint", command, fine=(0, 1), warm_up=False)


def _check_jsonschema(place: Place, where: Workspace) -> Program | None:
    program = _program("check-jsonschema")
    if program is None:
        return None
    files = sorted(str(path) for path in (place.workspace(where) / "okrs").glob("*.yaml"))
    return Program("check-jsonschema", [program, "--schemafile", str(SCHEMA), *files], warm_up=False)


def _ledger(
    place: Place, where: Workspace, name: str, options: list[str], entry: Callable[[int], str]
) -> Program | None:
    program = _program(name)
    if program is None:
        return None
    journal = place.folder / f"{where.results}.{name}"
    with journal.open("w") as file:
        if name == "bean-check":
            file.write("2020-01-01 open Assets:Cash USD\n2020-01-01 open Expenses:Food USD\n\n")
        file.writelines(map(entry, range(where.results)))
    return Program(name, [program, *options, str(journal)], warm_up=False)


def _bean_entry(number: int) -> str:
    money = f"  Assets:Cash  -{number % 90 + 1}.00 USD\n  Expenses:Food\n\n"
    return f'2026-01-{1 + number % 28:02} * "Shop" "Purchase"\n{money}'


def _hledger_entry(number: int) -> str:
    return f"2026-01-{1 + number % 28:02} Purchase\n  assets:cash  -{number % 90 + 1}.00 USD\n  expenses:food\n\n"


def events(folder: Path) -> None:
    """Make every event of every file."""
    import yaml

    for path in sorted(folder.glob("*.yaml")):
        with path.open("rb") as file:
            for _ in yaml.parse(file, Loader=yaml.CSafeLoader):
                pass


if __name__ == "__main__":
    events(Path(sys.argv[2]))
