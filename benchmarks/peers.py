"""What okrctl is compared with: other programs on the same files, or on as many records.

python benchmarks/peers.py scan FOLDER       libyaml alone, no Python objects: the bound for any YAML reader here
python benchmarks/peers.py models FOLDER     ruamel.yaml's round trip, then pydantic: the usual way to do it
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from measure import Case

HERE = Path(__file__).resolve().parent
SCHEMA = HERE.parent / "docs" / "reference" / "schema.json"


def peers(corpus: Path, results: int, work: Path, rounds: int) -> list[Case]:
    """The peers that are installed here, each ready to run over the files of a corpus."""
    files = sorted(str(path) for path in (corpus / "okrs").glob("*.yaml"))
    script = [sys.executable, str(HERE / "peers.py")]
    found = [
        Case("libyaml's bare scan", [*script, "scan", str(corpus)]),
        Case("ruamel round trip + pydantic", [*script, "models", str(corpus)], rounds=rounds),
    ]
    lint, schema, bean, hledger = (_program(name) for name in ("yamllint", "check-jsonschema", "bean-check", "hledger"))
    if lint:
        found.append(Case("yamllint", [lint, "-d", "relaxed", str(corpus / "okrs")], fine=(0, 1), rounds=rounds))
    if schema:
        found.append(Case("check-jsonschema", [schema, "--schemafile", str(SCHEMA), *files], rounds=rounds))
    journal = work / f"{results}.beancount"
    if bean:
        journal.write_text(_ledger(results))
        found.append(Case("bean-check, as many records", [bean, "--no-cache", str(journal)], rounds=rounds))
    if hledger:
        plain = work / f"{results}.journal"
        plain.write_text(_plain_ledger(results))
        found.append(Case("hledger, as many records", [hledger, "-f", str(plain), "check"], rounds=rounds))
    return found


def hledger_version() -> str:
    """The version of the one peer that is no Python package."""
    program = _program("hledger")
    if program is None:
        return "hledger not installed"
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return told.partition(",")[0]


def _program(name: str) -> str | None:
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)


def _ledger(records: int) -> str:
    accounts = "2020-01-01 open Assets:Cash USD\n2020-01-01 open Expenses:Food USD\n"
    entries = (
        f'2026-01-{1 + record % 28:02} * "Shop" "Purchase"\n  Assets:Cash  -{record % 90 + 1}.00 USD\n  Expenses:Food\n'
        for record in range(records)
    )
    return accounts + "\n".join(entries)


def _plain_ledger(records: int) -> str:
    return "\n".join(
        f"2026-01-{1 + record % 28:02} Purchase\n  assets:cash  -{record % 90 + 1}.00 USD\n  expenses:food\n"
        for record in range(records)
    )


def scan(texts: list[str]) -> None:
    """Every event of every file, counted and thrown away in C."""
    from yaml._yaml import CParser  # type: ignore[import-untyped]

    for text in texts:
        CParser(text).raw_parse()


def models(texts: list[str]) -> None:
    """The data of every file with positions, then checked by a model."""
    from pydantic import BaseModel
    from ruamel.yaml import YAML

    class KeyResult(BaseModel):
        id: str
        title: str
        unit: str | None = None

    class Objective(BaseModel):
        id: str
        title: str
        key_results: list[KeyResult]

    class CheckIn(BaseModel):
        date: Any
        by: str
        results: dict[str, str | int | float | dict[str, Any]]

    class Department(BaseModel):
        department: str
        objectives: list[Objective]
        check_ins: list[CheckIn]

    yaml = YAML()
    for text in texts:
        Department.model_validate(yaml.load(text))


if __name__ == "__main__":
    work = {"scan": scan, "models": models}[sys.argv[1]]
    work([path.read_text() for path in sorted((Path(sys.argv[2]) / "okrs").glob("*.yaml"))])
