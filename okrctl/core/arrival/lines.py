"""One line of a document: its label, owner, outcome, and whether it was dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from okrctl.core.arrival.source import Block
from okrctl.core.arrival.values import Item, Where
from okrctl.core.arrival.words import DROPPED, fold, has_placeholder

OBJECTIVE = re.compile(
    r"(?:objective|obj|ziel|objectif|objetivo|goal|o)\s*#?\s*(?:\d+(?:\.\d+)*)?\s*[:.)–-]\s+|objective\s*\d*\s*:\s*",
    re.IGNORECASE,
)
RESULT = re.compile(
    r"(?:key results?|krs?|schlüsselergebnis|résultat clé|resultado clave|resultado-chave)"
    r"(?:\s*#?\s*(?:\d+(?:\.\d+)*)?\s*(?:\.(?!\d)|[:)–-])\s*|\s*#?\s*\d+(?:\.\d+)*\s+(?=\S))",
    re.IGNORECASE,
)
RESULTS = frozenset(
    [
        "key results",
        "key result",
        "krs",
        "kr",
        "schlusselergebnisse",
        "resultats cles",
        "resultados clave",
        "resultados chave",
    ]
)
_OUTCOME = re.compile(r"\s*=\s?=?\s?>\s*")
_OWNER = re.compile(r"([A-Z][\w&/. ]{1,40}(?: \([^)]{1,40}\))?):\s+(?=\S)")
_MENTION = re.compile(r"\s*[(\[]?(?:@[\w-]+(?:\s*[,&/]\s*|\s+and\s+)?)+[)\]]?\s*$")
_SCORE = re.compile(r"\s*\((\d+(?:\.\d+)?)\s*/\s*(10|100|1(?:\.0)?)\)\s*$|\s+\[(\d{1,3})\s?%\]\s*$")
_STRUCK = re.compile(r"^\s*\[?~{1,2}(?!\s).*~{1,2}\s*(?:\]\([^)]*\))?~{0,2}\s*$", re.DOTALL)
_STRUCK_PART = re.compile(r"\s*\[?~{1,2}(?!\s)[^~]+~{1,2}")
_BOX = re.compile(r"^\s*\[[ xX]\]\s+")
_ANY_STRUCK = re.compile(r"~{1,2}")
_CURRENT = re.compile(r"\(?\b(?:current(?:ly)?|now|today|from|baseline)\b(?: is| at)?:? (\S+?)\)", re.IGNORECASE)
_FROM_TO = re.compile(
    r"\b(?:from|von|de)\s+([€$£]?[\d.,]+\s?%?\s?[A-Za-z]{0,3})\s+(?:to|auf|à|a|para)\s+([€$£]?[\d.,]+\s?%?)(?![\w.])",
    re.IGNORECASE,
)
_ARROW = re.compile(
    r"(?<![\d.,])([€$£]?\d[\d.,]{0,30}\s?%?[A-Za-z]{0,3})\s?(?:→|->|=>|➜)\s?([€$£]?\d[\d.,]{0,30}\s?%?[A-Za-z]{0,3})"
)
_AT_LEAST = re.compile(r"\bat least (\d[\d.,]*\s?%?)", re.IGNORECASE)
_AT_MOST = re.compile(r"\b(?:at most|below|under|no more than) (\d[\d.,]*\s?%?)", re.IGNORECASE)


def label_of(block: Block) -> str:
    """``objective`` or ``key result`` if the line starts with such a label; otherwise empty."""
    text = _BOX.sub("", block.text).lstrip("*_ ")
    if RESULT.match(text):
        return "key result"
    return (
        "objective"
        if re.match(r"(?:objective|ziel|objectif|objetivo)\s*#?\s*\d*\s*[:–-]\s*\S", text, re.IGNORECASE)
        or re.match(r"O\d+(?:\.\d+)*\s*[:.)–-]\s", text)
        else ""
    )


def unlabeled(text: str) -> str:
    """The text after the label."""
    text = _BOX.sub("", text).lstrip("*_ ")
    match = RESULT.match(text) or OBJECTIVE.match(text)
    return text[match.end() :].strip() if match else text.strip()


def fill(item: Item, block: Block, text: str, raw: str) -> None:
    """Set everything that a line contains besides its title.

    ``text`` is what a reader sees, without its label; ``raw`` is the same as written.
    """
    # with several spaces in a row, patterns that start with spaces would try each of them
    raw = " ".join(raw.split())
    item.dropped = _STRUCK.match(raw.strip()) is not None or _given_up(raw)
    text = _ANY_STRUCK.sub("", text) if item.dropped or "~~" in raw else text
    parts = _OUTCOME.split(text, maxsplit=1)
    if len(parts) == 2:
        text = parts[0]
        item.extra["x-outcome"] = parts[1].lstrip(". ") or parts[1]
    score = _SCORE.search(text)
    if score:
        item.extra["x-score"] = score.group().strip(" ()[]")
        text = text[: score.start()]
    mention = _MENTION.search(text)
    if mention and mention.start():
        item.owners = re.findall(r"@([\w-]+)", mention.group())
        text = text[: mention.start()]
    owner = _OWNER.match(text)
    if owner and not label_of(block) and fold(owner[1]) not in ("why", "note", "kr", "key result", "objective"):
        item.owners = item.owners or [re.sub(r"\s*\([^)]*\)", "", owner[1]).strip()]
        text = text[owner.end() :]
    item.title = text.strip().strip("*_").strip()
    if has_placeholder(_OUTCOME.split(raw, maxsplit=1)[0]):
        item.unknown.append("a number (there is only a placeholder)")
    proposed = proposal(item.title)
    if proposed:
        item.extra["x-proposed"] = proposed
    if re.match(r"\s*\[[xX]\]\s", block.text):
        item.extra["x-done"] = "true"
    if block.links:
        item.extra["x-links"] = str(block.links)


def _given_up(raw: str) -> bool:
    """Whether a partly struck-out line says that it was dropped."""
    part = _STRUCK_PART.match(raw.strip())
    return part is not None and any(word in DROPPED for word in fold(raw.strip()[part.end() :]).split())


def proposal(title: str) -> dict[str, str]:
    """The likely meaning of the numbers in a title; only a proposal."""
    match = _FROM_TO.search(title) or _ARROW.search(title)
    if match:
        return {"baseline": match[1].strip(), "target": match[2].strip()}
    current = _CURRENT.search(title)
    first = re.search(r"\d[\d.,]*\s?[kKmM%]?", title)
    if current and first:
        return {"target": first.group(), "baseline": current[1]}
    for pattern, key in ((_AT_LEAST, "at_least"), (_AT_MOST, "at_most")):
        match = pattern.search(title)
        if match:
            return {key: match[1]}
    return {}


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
