"""An objective and its key result in one sentence of a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from okrctl.core.arrival.page import Block
from okrctl.core.arrival.values import Item, Where


def in_sentence(
    block: Block, blocks: Sequence[Block], file: str, key: Callable[[str], str]
) -> tuple[Item, Item] | None:
    """An objective in italics and a key result in bold; None if the block isn't such a sentence.

    ``key`` makes a key unique in the page.
    """
    if len(block.strong) != 1 or len(block.soft) != 1 or "objective" not in block.text.lower():
        return None
    if any(each.kind == "item" and each.depth == 2 and each.ordered for each in blocks):
        return None
    where, title, name = Where(file, str(block.line)), max(block.soft, key=len), block.strong[0]
    objective = Item("objective", where, title, key(title))
    result = Item("key result", where, name, key(f"{title}/{name}"), [objective.key])
    match = re.match(r"(.{2,40}?) team to ", name)
    if match:
        result.owners = [match[1]]
    return objective, result
