"""Pictures of the pages, to look at: ``make screenshots`` writes them to screenshots/."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.kit.big_company import DAY, write
from tests.kit.browser import missing, visit
from tests.kit.harness import PROJECT, run_cli

_VIEWS = ["company", "dependencies", "alignment", "key-results", "journal", "review"]


def main() -> int:
    """Both companies, at three widths, in both schemes."""
    if missing():
        print(missing(), file=sys.stderr)
        return 2
    folder = PROJECT / "screenshots"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with tempfile.TemporaryDirectory() as home:
        write(Path(home) / "big")
        for name, root, day, department in (
            ("demo", PROJECT / "examples" / "northwind-outdoor", "2026-06-19", "marketing"),
            ("big", Path(home) / "big", str(DAY), "marketing-emea"),
        ):
            file = Path(home) / f"{name}.html"
            run_cli("--root", str(root), "--as-of", day, "report", "-o", str(file))
            views = [*_VIEWS, f"department/{department}/"]
            schemes = ["light", "dark"]
            visit(file, views=views, widths=[320, 768, 1440], schemes=schemes, shots=str(folder), name=name)
    print(f"{len(list(folder.glob('*.png')))} pictures in screenshots/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
