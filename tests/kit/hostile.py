"""Texts that mean harm, and what must not be found in any output."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from tests.kit.sizes import shared_data


class Reader(HTMLParser):
    """Tags and text of a piece of HTML."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_comment(self, data: str) -> None:
        self.tags.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.tags.append("declaration")

    def unknown_decl(self, data: str) -> None:
        self.tags.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.tags.append("instruction")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def markdown_to_html(text: str) -> Reader:
    return Reader(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


OWN = (
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]0;title\x07",
    "\x9b31mC1",
    "a\x85b\u2028c\u2029d\x0b\x0ce\x1cf",
    "back\b\b\b\rspace",
    "\x00nul\x7f",
    "\u202etxt.exe",
    "\u2066isolated\u2069",
    "zero\u200bwidth\ufeff\u2060",
    "a\u200db plain joiner",
    "x\u00ady",
    "x\U000e0041\U000e0042 tags",
    "\U0001f600\ufe0f\ufe0f\U000e0101 selectors",
    "\ud800 lone",
    "line one\nline two\r\nline three",
    "::add-mask::secret",
    "  \t::set-env name=PATH::/evil",
    "title\n::error file=a::b",
    ":add-mask::second half",
    "##[add-mask]secret",
    "a ##[group]x ##vso[task.setvariable]y",
    "##",
    "[add-mask]x",
    "%0A::error::x",
    "@org/team please",
    "hi @user, @user",
    "ends with @",
    "&#64;user &commat;user",
    "é@user",
    "fixes #12, GH-34, org/repo#56, !78",
    "https://evil.example/x www.evil.example",
    "[click](https://evil.example)",
    "![image](https://evil.example/x.png)",
    "<https://evil.example>",
    "<script>alert(1)</script>",
    "</text><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    "javascript:alert(1)",
    "<!-- comment -->",
    "]]> ]] [[",
    "a|b|c",
    "\\|escaped pipe\\",
    "`code` ``two`` ```fence",
    "**bold** _em_ ~~gone~~ $math$",
    "# heading",
    "- item",
    "+ item",
    "> quote",
    "1. first",
    "1) first",
    "---",
    "===",
    "~~~",
    "    code",
    "/close",
    "=cmd|' /C calc'!A0",
    "+cmd|x",
    "-cmd|x",
    "@SUM(A1)",
    "\t=1+1",
    " =1+1",
    "\uff1d1+1",
    "a;=cmd|x",
    'x",=1+1,"y',
    "%%{init: {}}%%",
    "x %% y $$z$$",
    '"]; click n0 "javascript:x"',
    '" ]\n  n99["injected',
    'x"] -> y [label="',
    "\\N \\G \\l",
    "[red]rich[/] [/] [link=https://evil.example]x[/link]",
    "{0} {1} {{x}}",
    "[skip ci] ***NO_CI***",
    "http://h/o/r/issues/12",
    "",
    " ",
    "\n",
)

CLEAN = (
    "Grow organic traffic by a fifth",
    "Größer, schöner: 5 € für alle – “wirklich”",
    "日本語の目標",
    "می\u200cخواهم",
    "क्\u200dष",
    "family \U0001f468\u200d\U0001f469\u200d\U0001f467 and \u2764\ufe0f\u200d\U0001f525",
    "keycap 1\ufe0f\u20e3",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f won",
)


@cache
def naughty() -> tuple[str, ...]:
    """The big list of naughty strings; empty where the shared test data is absent."""
    file = shared_data("naughty-strings") / "blns.json"
    return tuple(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else ()


_JOINERS = "\u200c\u200d"


def hidden(text: str, newlines: bool = True) -> list[str]:
    """Characters of the text that act or hide; written without looking at how the sanitiser knows them."""
    found = []
    for at, char in enumerate(text):
        category = unicodedata.category(char)
        if char == "\n" and newlines:
            continue
        if char in _JOINERS and 0 < at < len(text) - 1 and not text[at - 1].isascii() and not text[at + 1].isascii():
            continue
        if "\U000e0020" <= char <= "\U000e007f" and "\U0001f3f4" in text[:at]:
            continue
        visible_format = "\u0600" <= char <= "\u0605" or char in "\u06dd\u070f\u08e2\u0890\u0891\U000110bd\U000110cd"
        if category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cf" and not visible_format):
            found.append(char)
        if char in "\u115f\u1160\u3164\uffa0\u034f":
            found.append(char)
    return found


def commands(text: str) -> list[str]:
    """Lines that a CI runner would act on."""
    return [line for line in text.split("\n") if line.lstrip().startswith("::") or re.search(r"##\w*\[", line)]


def links_and_pings(rendered_text: str) -> list[str]:
    """What a hosting server makes links or notifications of, in text that has become HTML."""
    return re.findall(r"(?<![A-Za-z0-9])@\w+|https?://|www\.|(?<!&)#\d+|GH-\d+|!\d", rendered_text)
