"""Which comments belong to the last entry, and which to what follows: events do not show it, so it is tested alone."""

from __future__ import annotations

import pytest

from okrctl.core.edit import Edit, Item, append_item

ITEM = Item("new\n", "new")
HERE = "<here>"

CASES = {
    "directly below, deeper": "k:\n  - a: 1\n    # mine\n" + HERE + "b: 1\n",
    "directly below, at the dash": "k:\n  - a: 1\n  # mine\n" + HERE + "b: 1\n",
    "several": "k:\n  - a: 1\n    # mine\n  # mine\n      # mine\n" + HERE + "b: 1\n",
    "further left": "k:\n  - a: 1\n" + HERE + "# next\nb: 1\n",
    "one column left": "k:\n  - a: 1\n" + HERE + " # next\nb: 1\n",
    "after an empty line": "k:\n  - a: 1\n" + HERE + "\n  # next\nb: 1\n",
    "after a line of blanks": "k:\n  - a: 1\n" + HERE + "    \n  # next\nb: 1\n",
    "mine, then next": "k:\n  - a: 1\n    # mine\n" + HERE + "# next\n  # next\nb: 1\n",
    "mine, empty, next": "k:\n  - a: 1\n    # mine\n" + HERE + "\n    # next\nb: 1\n",
    "list at the key's column": "k:\n- a: 1\n# mine\n" + HERE + "b: 1\n",
    "list at the key's column, empty line": "k:\n- a: 1\n" + HERE + "\n# next\nb: 1\n",
    "after a block text": "k:\n  - |\n    a\n  # mine\n" + HERE + "# next\nb: 1\n",
    "after a text that keeps its lines": "k:\n  - |+\n    a\n\n  # mine\n" + HERE + "# next\nb: 1\n",
    "at the end of the file": "k:\n  - a: 1\n  # mine\n" + HERE + "# next\n",
    "with tabs inside": "k:\n  - a: 1\n    #\tmine\t\n" + HERE + "b: 1\n",
    "behind the last line": "k:\n  - a: 1 # mine\n" + HERE + "b: 1\n",
    "between entries": "k:\n  # first\n  - a\n  # second\n  - b\n" + HERE + "c: 1\n",
    "below an entry that ends in brackets": "k:\n  - {a: [1,\n      2]}\n    # mine\n" + HERE + "# next\nb: 1\n",
    "CRLF": "k:\r\n  - a: 1\r\n    # mine\r\n" + HERE + "# next\r\nb: 1\r\n",
    "nested list": "o:\n  - k:\n      - a\n      # mine\n" + HERE + "    # next\n  - b: 1\n",
}


@pytest.mark.parametrize("name", CASES)
def test_comment_stays_with_its_owner(name: str) -> None:
    before, behind = CASES[name].split(HERE)
    path = ("o", 0, "k") if before.startswith("o:") else ("k",)
    edit = append_item(before + behind, path, ITEM)
    assert isinstance(edit, Edit), edit
    assert edit.splices[0].start == len(before)
    assert edit.text.startswith(before)
    assert edit.text.endswith(behind)
    assert edit.text[len(before) :].lstrip().startswith("- new")
