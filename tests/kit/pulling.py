"""A shop whose sources must not give a value, and a look at everything that must stay as it is."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.kit.shop import Shop, objective, result

ORDERS = "Total,Paid at\n40.10,2026-01-20\n65.30,2026-02-03\n"
FILE = "exports/orders.csv"


def everything(folder: Path) -> dict[str, str]:
    """All there is below a folder: files by content, links by where they lead."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {os.readlink(path)}"
        elif path.is_file():
            found[name] = sha256(path.read_bytes()).hexdigest()
    return found


def refused(shop: Shop, source: Any, *args: str) -> str:
    """The report on a source that must not give a value; all files are what and where they were."""
    shop.write(lead="Ana", objectives=[objective(result(baseline=1, target=2, source=source))])
    before = everything(shop.root.parent)
    ran = shop.run("pull", "--as-of", "2026-02-14", "--by", "ana@example.com", *args)
    assert everything(shop.root.parent) == before
    assert ran.code == 1 and "Traceback" not in ran.err and "internal error" not in ran.err, ran.out + ran.err
    first = ran.out.splitlines()[0]
    assert first.startswith("okrs/shop.yaml:"), ran.out
    return ran.out


def pulled(shop: Shop, source: Any) -> str:
    """The check-in that a source would make."""
    shop.write(lead="Ana", objectives=[objective(result(baseline=1, target=2, source=source))])
    ran = shop.run("pull", "--as-of", "2026-02-14", "--by", "ana@example.com", "--print")
    assert ran.code == 0, ran.out + ran.err
    return ran.out
