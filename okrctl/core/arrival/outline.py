"""Objectives and key results in a page, recognized by labels, tables, headings, or the nesting of lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.days import read_period
from okrctl.core.arrival.lines import RESULTS, fill, in_sentence, label_of, unlabeled
from okrctl.core.arrival.page_table import read_table
from okrctl.core.arrival.source import Block
from okrctl.core.arrival.values import Arrival, Item, Where
from okrctl.core.arrival.words import field_of, fold, has_placeholder
from okrctl.core.values.counted import counted

_WHY = re.compile(r"\**\s*(?:why|warum|pourquoi|rationale)\s*:?\**\s*:?\s*", re.IGNORECASE)
_NO_DEPARTMENT = re.compile(
    r"okr|objective|key result|quarter|roadmap|summary|update|detail|reference|q[1-4]|fy\d", re.IGNORECASE
)


class Outline:
    """Reads one page from top to bottom, and keeps track of the headings and list items around each block."""

    def __init__(self, file: str, page: Sequence[Block], answers: Answers, arrival: Arrival) -> None:
        self.blocks, self.file = page, file
        self.answers, self.arrival = answers, arrival
        self.places = {id(block): place for place, block in enumerate(page)}
        self.begun: dict[Where, Item] = {}
        self.headings: dict[int, Block] = {}
        self.objective: Item | None = None
        self.result: Item | None = None
        self.labels = {
            label for block in page if block.kind in ("item", "text") for label in [label_of(block)] if label
        }
        outside = [block for block in page if block.kind in ("heading", "text") and not block.inside]
        self.unlabeled_results = (
            "key result" not in self.labels
            and any(label_of(block) == "objective" for block in outside)
            and not any(label_of(block) == "objective" for block in page if block.kind == "item")
        )
        self.titled = any(block.kind == "heading" and fold(block.text) in RESULTS for block in page)
        self.tabled = any(self._is_results(block) for block in page)
        self.period = ""
        self.under_results = False
        self.seen: dict[str, int] = {}

    def read(self) -> None:
        """Read all blocks; a block without a meaning is listed."""
        ordered = self._objectives_ordered()
        for first, *others in self._grouped():
            if first.kind == "row":
                read_table(self, [first, *others])
            elif first.kind == "heading":
                self._heading(first)
            elif first.kind == "item":
                self._item(first, ordered)
            else:
                self._text(first)
        if not self.arrival.items or all(item.where.file != self.file for item in self.arrival.items):
            message = "no objective or key result found on this page"
            way = "write each on its own line: `Objective: …` and below it `- KR: …`"
            self.arrival.remark("import-layout", Where(self.file, "1"), message, way, blocks=True)
        self._repeated()

    def _grouped(self) -> list[list[Block]]:
        """The rows of each table together; all other blocks alone."""
        groups: list[list[Block]] = []
        for block in self.blocks:
            if block.kind == "row" and not block.head and groups and groups[-1][0].kind == "row":
                groups[-1].append(block)
            else:
                groups.append([block])
        return groups

    def _objectives_ordered(self) -> bool | None:
        """Whether the outer items that have inner ones are numbered; None where both kinds have."""
        kinds = {
            block.ordered
            for block, after in zip(self.blocks, self.blocks[1:], strict=False)
            if block.kind == "item"
            and block.depth == 1
            and ((after.kind == "item" and after.depth > 1) or after.inside)
        }
        return kinds.pop() if len(kinds) == 1 else None

    def _heading(self, block: Block) -> None:
        self.headings = {level: each for level, each in self.headings.items() if level < block.depth} | {
            block.depth: block
        }
        self.under_results = fold(block.text) in RESULTS
        self.result = None
        found = read_period(block.text, whole=False)
        if found is not None:
            self.period = block.text
        if self.under_results:
            above = max((level for level in self.headings if level < block.depth), default=None)
            if above is not None:
                self.objective = self.begin(self.headings[above], self.headings[above].text, above)
            return
        if label_of(block) == "objective":
            self.objective = self.begin(block, unlabeled(block.text), block.depth)
        elif label_of(block) == "key result" and self.objective is not None:
            self._add_result(block)
        else:
            self.objective = None

    def begin(self, block: Block, text: str, level: int) -> Item:
        """A new objective, or the one that this heading already started."""
        where = Where(self.file, str(block.line))
        known = self.begun.get(where)
        if known is not None:
            return known
        item = self.begun[where] = Item("objective", where, text, "", department=self._department(level))
        fill(item, block, text, block.raw)
        item.period = self.period
        self._pending_why(item, block)
        self.take(item)
        return item

    def _begin_here(self, block: Block) -> None:
        """Begin an objective at an item or line."""
        self.objective, self.result = self.begin(block, unlabeled(block.text), 99), None

    def _pending_why(self, item: Item, block: Block) -> None:
        """Use the italic line or paragraph directly below a heading as its reason."""
        if block.kind != "heading":
            return
        place = self.places[id(block)] + 1
        if place < len(self.blocks) and self.blocks[place].kind == "text":
            text = self.blocks[place].text
            match = _WHY.match(text)
            item.why = text[match.end() :] if match else text

    def key(self, key: str) -> str:
        """A key that is unique in the page."""
        count = self.seen[key] = self.seen.get(key, 0) + 1
        return key if count == 1 else f"{key}#{count}"

    def _department(self, level: int) -> str:
        """The nearest heading above that names neither a period nor the page."""
        for depth in sorted((each for each in self.headings if 1 < each < level), reverse=True):
            text = self.headings[depth].text
            if not _NO_DEPARTMENT.search(text) and read_period(text, whole=False) is None:
                return text
        return ""

    def _item(self, block: Block, ordered: bool | None) -> None:
        label = label_of(block)
        under = self.under_results or (self.unlabeled_results and self.objective is not None)
        if self.labels and not self.titled and not under:
            self._labeled(block, label)
        elif under:
            self._add_result(block) if block.depth == 1 else self._part(block)
        elif self.titled or self.tabled:
            self.leave(block)
        else:
            self._nested(block, ordered)

    def _labeled(self, block: Block, label: str) -> None:
        """Read an item of a page that labels its objectives or key results; unlabeled items are listed."""
        if label == "objective" or (not label and block.depth == 1 and self._has_results(block)):
            self._begin_here(block)
        elif label == "key result" and self.objective is not None:
            self._add_result(block)
        else:
            self.leave(block)
            self.arrival.others += "key result" in self.labels and bool(self.arrival.items) and block.inside < 2

    def _has_results(self, block: Block) -> bool:
        """Whether the items inside of this one are labeled as key results."""
        place = self.places[id(block)] + 1
        for each in self.blocks[place:]:
            if each.kind == "heading" or (each.kind == "item" and each.depth <= block.depth):
                return False
            if each.kind == "item" and label_of(each) == "key result":
                return True
        return False

    def _nested(self, block: Block, ordered: bool | None) -> None:
        """Read an item by its level: objectives, then key results, then their parts."""
        if block.depth == 1:
            if ordered is not None and block.ordered != ordered:
                self.leave(block)
                self.objective = None
                return
            self._begin_here(block)
        elif block.depth == 2 and self.objective is not None:
            self._add_result(block)
        else:
            self._part(block)

    def _add_result(self, block: Block) -> None:
        if self.objective is None:
            self.leave(block)
            return
        text = unlabeled(block.text)
        item = Item("key result", Where(self.file, str(block.line)), text, "", [self.objective.key])
        fill(item, block, text, block.raw)
        item.department = self.objective.department
        self.result = item
        self.take(item)

    def _part(self, block: Block) -> None:
        """A step of a key result."""
        if self.result is None:
            self.leave(block)
            return
        part = Item("other", Where(self.file, str(block.line)), block.text, "", [self.result.key])
        fill(part, block, block.text, block.raw)
        part.extra["x-type"] = "part"
        self.take(part)

    def take(self, item: Item) -> None:
        """Add an item below its parent; list its outcome, and the number of links that are not imported."""
        item.key = self.key(f"{item.parents[0] if item.parents else item.department}/{item.title}")
        self.arrival.add(item)
        if "x-outcome" in item.extra:
            self.arrival.leave(item.where, "outcome", str(item.extra["x-outcome"]), "x-outcome")
        if "x-links" in item.extra:
            self.arrival.leave(item.where, "links", str(item.extra.pop("x-links")))

    def _text(self, block: Block) -> None:
        found = read_period(block.text, whole=False) if block.kind == "quote" else None
        if found is not None:
            # "runs from 2020-02-01 to 2020-04-30" is exact, a name in a heading may need the fiscal year
            self.period = block.text
            self.arrival.notes.append(f"{self.file}:{block.line}: the period comes from this line")
        match = _WHY.match(block.text)
        if match and block.inside and self.objective is not None and not self.objective.why:
            self.objective.why = block.text[match.end() :]
            if has_placeholder(block.raw):
                self.objective.unknown.append("a number (there is only a placeholder)")
            return
        if self.objective is not None and (match is not None or block.text == self.objective.why):
            told = block.text[match.end() :] if match else block.text
            if told == self.objective.why:
                return
        if block.kind == "text" and not block.inside and self._labeled_text(block):
            return
        if not (self.labels or self.titled or self.tabled) and self._sentence(block):
            return
        self.leave(block)

    def _labeled_text(self, block: Block) -> bool:
        """A line outside of lists that says what it is, such as `**Objective**: …` or `**Key results**:`."""
        label = label_of(block)
        if label == "objective":
            self._begin_here(block)
            self.under_results = False
        elif label == "key result" and self.objective is not None and unlabeled(block.text):
            self._add_result(block)
        elif self.objective is not None and fold(block.text) in RESULTS:
            self.under_results = True
        else:
            return False
        return True

    def _sentence(self, block: Block) -> bool:
        """Add an objective and its key result from one sentence; return whether it was such a sentence."""
        found = in_sentence(block, self.blocks, self.file, self.key)
        if found is None:
            return False
        self.objective, self.result = found
        self.objective.period = self.period
        self.arrival.add(*found)
        self.labels = {"sentence"}
        return True

    def leave(self, block: Block) -> None:
        """List a block that isn't part of the plan."""
        self.arrival.leave(Where(self.file, str(block.line)), block.kind, block.text)

    def _is_results(self, block: Block) -> bool:
        return block.kind == "row" and block.head and any(field_of(cell) == "key result" for cell in block.cells)

    def _repeated(self) -> None:
        """Report key results with the same text under several objectives."""
        texts: dict[str, list[Item]] = {}
        for item in self.arrival.of("key result"):
            if item.where.file == self.file:
                texts.setdefault(fold(item.title), []).append(item)
        twice = [items for items in texts.values() if len(items) > 1]
        if twice:
            lines = ", ".join(str(item.where.at) for item in twice[0])
            what = counted(len(twice), "key result appears", "key results appear")
            message = f"{what} under several objectives (the first on lines {lines}); each one was imported"
            self.arrival.remark("import-open", twice[0][0].where, message)
