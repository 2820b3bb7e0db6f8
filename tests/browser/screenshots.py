"""Pictures of the pages: ``make screenshots`` writes them to screenshots/, three for the README to docs/pictures/."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.kit.big_company import DAY, write
from tests.kit.browser import missing, visit
from tests.kit.harness import PROJECT, run_cli

_README = {"company": "company", "marketing/seo": "department", "dependencies": "dependencies"}
_VIEWS = ["company", "dependencies", "alignment", "key-results", "journal", "review"]


def main() -> int:
    """Both companies, at four widths, in both schemes."""
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
            visit(file, views=views, widths=[320, 768, 1440, 1920], schemes=schemes, shots=str(folder), name=name)
            if name == "demo":
                _for_the_readme(file)
    print(f"{len(list(folder.glob('*.png')))} pictures in screenshots/")
    return 0


def _for_the_readme(file: Path) -> None:
    pictures = PROJECT / "docs" / "pictures"
    pictures.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as shots:
        visit(file, views=list(_README), widths=[1200], height=720, shots=shots, name="readme")
        for view, name in _README.items():
            (shot,) = Path(shots).glob(f"readme-{view.strip('/').replace('/', '-')}-*.png")
            shutil.copyfile(shot, pictures / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
