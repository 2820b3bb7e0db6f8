"""Formulas of metrics: numbers, ids, ``+ - * /`` and parentheses, read from text into a tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import field
from fractions import Fraction
from typing import Literal

from okrctl.core.format.literals import parse_id
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import parse_number

LONGEST = 500
DEEPEST = 20
Operator = Literal["+", "-", "*", "/"]

_SHOWN = {"*": "×", "-": "−", "/": "÷", "+": "+"}
_TOKEN = re.compile(r"[ \t\n]+|[a-z0-9.][a-z0-9.-]*|[-+*/()]")
_NUMBER = re.compile(r"([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?(?![a-zA-Z0-9.-])")
_GRAMMAR = "a formula has numbers, ids of metrics, + - * / and parentheses; put spaces around a minus"


@frozen
class Constant:
    """A number, exact and as written."""

    value: Fraction
    text: str


@frozen
class Part:
    """A metric, and where its id starts in the text."""

    id: str
    at: int = field(default=0, compare=False)


@frozen
class Chain:
    """A sum (``+``, ``-``) or product (``*``, ``/``): its parts, each with the operator before it.

    The first part has ``+`` or ``*``. So the tree is only as deep as the parentheses, even for a long formula.
    """

    items: tuple[tuple[Operator, Node], ...]

    @property
    def product(self) -> bool:
        """Whether it is a product."""
        return self.items[0][0] == "*"


Node = Constant | Part | Chain


@frozen
class Formula:
    """A formula; two are equal if they have the same operations on the same metrics in the same order."""

    root: Node

    def parts(self) -> Iterator[Part]:
        """The metrics in it, in written order, with duplicates."""
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Part):
                yield node
            elif isinstance(node, Chain):
                waiting.extend(item for _, item in reversed(node.items))

    @property
    def metrics(self) -> tuple[str, ...]:
        """The ids in it, without duplicates."""
        return tuple(dict.fromkeys(part.id for part in self.parts()))

    def __str__(self) -> str:
        return told(self.root)

    def shown(self) -> str:
        """The formula for people, with × and ÷."""
        return told(self.root, _SHOWN)


@frozen
class FormulaFault:
    """What is wrong with a text, and at which character (from 0); ``rule`` is the slug of the rule."""

    at: int
    message: str
    help: str = _GRAMMAR
    rule: str = "bad-formula"


class _StopError(Exception):
    def __init__(self, fault: FormulaFault) -> None:
        self.fault = fault


def parse_formula(text: str) -> Formula | FormulaFault:
    """The formula in a text of at most 500 characters, with parentheses at most 20 deep."""
    if len(text) > LONGEST:
        help = "make a part of it a separate metric in the dictionary"
        return FormulaFault(LONGEST, f"the formula is longer than {LONGEST} characters", help, "limit-exceeded")
    try:
        return Formula(_Reader(text).whole())
    except _StopError as stopped:
        return stopped.fault


def told(node: Node, signs: dict[str, str] | None = None) -> str:
    """A formula, or part of one, as text; ``signs`` replace the operators."""
    if isinstance(node, Constant):
        return node.text
    if isinstance(node, Part):
        return node.id
    words = []
    for position, (operator, item) in enumerate(node.items):
        if position:
            words.append((signs or {}).get(operator, operator))
        inner = told(item, signs)
        words.append(f"({inner})" if isinstance(item, Chain) and (node.product or not item.product) else inner)
    return " ".join(words)


class _Reader:
    """Parses a text from left to right; multiplication takes precedence over addition."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._split(text))
        self._next = 0
        self._depth = 0

    def _split(self, text: str) -> Iterator[tuple[int, str]]:
        at = 0
        while at < len(text):
            found = _NUMBER.match(text, at) or _TOKEN.match(text, at)
            if found is None:
                raise _StopError(FormulaFault(at, f"{text[at]!r} isn't allowed in a formula"))
            word = found[0]
            if word == "-" and not (_blank(text, at - 1) and _blank(text, at + 1)):
                raise _StopError(FormulaFault(at, "put spaces around a minus"))
            if not word.isspace():
                yield at, word
            at = found.end()

    def whole(self) -> Node:
        """The formula in the whole text."""
        root = self._chain(("+", "-"))
        if self._next < len(self._tokens):
            word = self._tokens[self._next][1]
            if word == ")":
                raise self._stop("this parenthesis has no opening one")
            raise self._stop(f"an operator is missing before {word}")
        return root

    def _peek(self) -> str:
        return self._tokens[self._next][1] if self._next < len(self._tokens) else ""

    def _stop(self, message: str, at: int | None = None) -> _StopError:
        here = self._tokens[self._next][0] if self._next < len(self._tokens) else max(0, len(self._text) - 1)
        return _StopError(FormulaFault(here if at is None else at, message))

    def _chain(self, operators: tuple[Operator, Operator]) -> Node:
        inner: Callable[[], Node] = self._operand if operators[0] == "*" else lambda: self._chain(("*", "/"))
        items: list[tuple[Operator, Node]] = [(operators[0], inner())]
        while self._peek() in operators:
            sign = operators[operators.index(self._peek())]
            self._next += 1
            items.append((sign, inner()))
        return items[0][1] if len(items) == 1 else Chain(tuple(items))

    def _operand(self) -> Node:
        word = self._peek()
        if not word or word in "+-*/)":
            before = self._tokens[self._next - 1][1] if self._next else ""
            raise self._stop(f"a number or a metric is missing{f' after {before}' if before else ''}")
        at = self._tokens[self._next][0]
        self._next += 1
        if word == "(":
            return self._group(at)
        if word[0].isdigit() or word[0] == ".":
            value = parse_number(word)
            if value is not None:
                return Constant(value, word)
            if _NUMBER.fullmatch(word):
                raise self._stop("this number has more than 40 characters, or an exponent beyond 15", at)
        if parse_id(word) is None:
            raise self._stop(f"{word} is neither a number nor an id", at)
        return Part(word, at)

    def _group(self, at: int) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._stop(f"parentheses are more than {DEEPEST} deep", at)
        inside = self._chain(("+", "-"))
        if self._peek() != ")":
            raise self._stop("this parenthesis is never closed", at)
        self._next += 1
        self._depth -= 1
        return inside


def _blank(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at] in " \t\n"
