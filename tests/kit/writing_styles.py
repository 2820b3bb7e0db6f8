"""Made-up OKR files in every style that YAML has for them, with a mark in every comment."""

from __future__ import annotations

from random import Random
from typing import Any

Json = dict[str, Any]
BOM = "\ufeff"
_SAFE = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-+%./@ ")


def marketing(rng: Random) -> Json:
    """A department that others depend on; ``seo`` and ``traffic`` are always there."""
    results: list[Json] = [{"id": "traffic", "title": words(rng), "baseline": "100", "target": "200"}]
    more: list[Json] = [
        {"id": "reach", "title": words(rng), "change": "+20%"},
        {"id": "audit", "title": words(rng), "done_when": words(rng)},
        {"id": "chatbot", "title": words(rng), "milestones": [{"id": "v", "title": "V"}, {"id": "l", "title": "L"}]},
    ]  # fmt: skip
    results += rng.sample(more, rng.randint(0, 3))
    rng.shuffle(results)
    goals: list[Json] = [{"id": "seo", "title": words(rng), "ambition": "committed", "key_results": results}]
    if rng.random() < 0.5:
        goals.insert(rng.randint(0, 1), {"id": "other", "title": words(rng), "tags": ["a", "b"], "key_results": []})
    if rng.random() < 0.4:
        results[0]["amended"] = [{"date": "2026-01-20", "field": "title", "from": "x", "to": "y", "why": words(rng)}]
    found: Json = {"okrctl": "1", "department": "marketing", "lead": "Ana", "cycle": "2026-H1", "objectives": goals}
    if rng.random() < 0.3:
        found["kpis"] = [{"id": "bounce", "title": words(rng), "at_most": "45"}]
    entries = [
        {"date": f"2026-01-{day}", "by": "ana@example.com", "results": {"traffic": str(100 + day)}, **note(rng)}
        for day in range(12, 12 + rng.randint(0, 3))
    ]
    if entries or rng.random() < 0.7:
        found["check_ins"] = entries
    return found


def sales(rng: Random) -> Json:
    """A department that depends on it."""
    goal = {
        "id": "deals",
        "title": words(rng),
        "supports": rng.choice([["marketing/seo"], "marketing/seo"]),
        "depends_on": [{"ref": "marketing/traffic", "need": words(rng), "due": "2026-03-31"}],
        "key_results": [{"id": "won", "title": words(rng), "baseline": "1", "target": "9"}],
    }
    return {"okrctl": "1", "department": "sales", "lead": "Bo", "cycle": "2026-H1", "objectives": [goal]}


def words(rng: Random) -> str:
    """Some text."""
    return rng.choice(["Be found", "it's: fine # so", "über ☃ 𝒳", '"quoted" [x]', "- dash", "null", "a\\b {c}", "% 5"])


def note(rng: Random) -> Json:
    """A word on a check-in, perhaps; of several lines, perhaps."""
    return rng.choice([{}, {}, {"note": words(rng)}, {"note": "One line\n\n# no comment\nlast\n"}])


class Pen:
    """Writes plain data as YAML, each time in another style."""

    def __init__(self, rng: Random, mark: str) -> None:
        self.rng, self.mark, self.count = rng, mark, 0
        self.flow = rng.random() * 0.5
        self.commented = rng.random() * 0.4
        self.anchors = rng.random() < 0.3

    def file(self, data: Json) -> str:
        """A whole file: with or without byte order mark, CRLF, final newline, document markers."""
        rng = self.rng
        text = self.mapping(data, 0)
        if rng.random() < 0.3:
            text = "---\n" + text
        if rng.random() < 0.3:
            text = self.remark("") + text
        ending = rng.random()
        if ending < 0.2:
            text += "\n" + self.remark("")
        elif ending < 0.3:
            text += "...\n"
        elif ending < 0.6:
            text = text[:-1]
        if rng.random() < 0.3:
            text = text.replace("\n", "\r\n")
        return BOM + text if rng.random() < 0.2 else text

    def remark(self, pad: str) -> str:
        """A comment on a line of its own."""
        self.count += 1
        tab = self.rng.choice(["", "", "\t", " \t x"])
        return f"{pad}# {self.mark}{self.count}{tab}\n"

    def behind(self) -> str:
        """A comment at a line's end, perhaps."""
        if self.rng.random() >= self.commented:
            return self.rng.choice(["", "", "", "  "])
        self.count += 1
        return f"{self.rng.choice([' ', '   ', chr(9), ' ' + chr(9)])}# {self.mark}{self.count}"

    def above(self, pad: str) -> str:
        """Blank lines and comments above a key or item."""
        blank = "\n" if self.rng.random() < 0.15 else ""
        return blank + (self.remark(pad) if self.rng.random() < self.commented else "")

    def anchor(self) -> str:
        """A name that nobody uses, perhaps."""
        if not self.anchors or self.rng.random() > 0.2:
            return ""
        self.count += 1
        return f"&{self.mark}{self.count} "

    def mapping(self, data: Json, column: int, *, first_above: bool = True) -> str:
        """Keys below each other."""
        pad, parts = " " * column, []
        for number, (key, value) in enumerate(data.items()):
            parts.append(self.above(pad) if number or (first_above and column) else "")
            parts.append(f"{pad}{key}:" + self.value(value, column))
        return "".join(parts)

    def value(self, value: Any, column: int) -> str:
        """What follows a key's colon, line break included."""
        rng = self.rng
        if isinstance(value, str):
            return self.scalar(value, column)
        if not value:
            empty = ["", " []", " ~"] if isinstance(value, list) else [" {}"]
            return rng.choice(empty) + self.behind() + "\n"
        if rng.random() < self.flow and "\n" not in repr(value).replace("\\n", "\n"):
            return " " + self.anchor() + self.in_line(value) + self.behind() + "\n"
        head = self.anchor().rstrip()
        head = (f" {head}" if head else "") + self.behind() + "\n"
        if isinstance(value, dict):
            return head + self.mapping(value, column + rng.choice([2, 2, 4]))
        return head + self.items(value, column + rng.choice([0, 2, 2, 4]))

    def items(self, items: list[Any], column: int) -> str:
        """Items below each other."""
        pad, parts = " " * column, []
        for item in items:
            parts.append(self.above(pad))
            gap = self.rng.choice([1, 1, 1, 3])
            if isinstance(item, dict) and self.rng.random() >= self.flow / 2:
                block = self.mapping(item, column + 1 + gap, first_above=False)
                parts.append(pad + "-" + block[column + 1 :])
            elif isinstance(item, dict) and "\n" in str(item.get("note")):
                parts.append(pad + "-\n" + self.mapping(item, column + 2))
            else:
                parts.append(pad + "-" + " " * gap + self.in_line(item) + self.behind() + "\n")
        return "".join(parts)

    def scalar(self, text: str, column: int) -> str:
        """A text behind a colon."""
        rng = self.rng
        if "\n" in text:
            pad = " " * (column + rng.choice([1, 2, 4]))
            lines = "".join(pad + line + "\n" if line else "\n" for line in text.split("\n")[:-1])
            return " |" + self.behind() + "\n" + lines
        if " " in text and set(text) <= _SAFE and rng.random() < 0.15:
            return " >-\n" + " " * (column + 2) + text + "\n"
        return " " + self.anchor() + self.short(text) + self.behind() + "\n"

    def in_line(self, value: Any) -> str:
        """A value in brackets or braces, or a text between them."""
        room = self.rng.choice(["", " "])
        comma = self.rng.choice([", ", ",  "])
        if isinstance(value, dict):
            return "{" + room + comma.join(f"{key}: {self.in_line(each)}" for key, each in value.items()) + room + "}"
        if isinstance(value, list):
            return "[" + room + comma.join(map(self.in_line, value)) + room + "]"
        return self.short(value)

    def short(self, text: str) -> str:
        """A text on one line, plain or in quotes."""
        plain = set(text) <= _SAFE and text[0] not in "-%@ " and ": " not in text and text != "null"
        kind = self.rng.random()
        if plain and kind < 0.6:
            return text
        if "\n" in text or kind > 0.8:
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        return "'" + text.replace("'", "''") + "'"
