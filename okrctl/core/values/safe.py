"""The only sanitizer: makes users' text harmless for the place where it is shown.

Every function takes raw text and returns text for one kind of output. All of them first replace characters that are
invisible, or that control a terminal, by escapes (``\\u202E``). Clean text is returned unchanged, quickly.
"""

from __future__ import annotations

import re

from okrctl.core.values.pattern import pattern

# Control characters except newline and tab, separators that some programs take for newlines, marks that reorder or hide
# text, lone surrogates. Joiners, variation selectors and flag tags are included; they are legitimate only in some
# contexts.
_INVISIBLES = (
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\\ud800-\\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f"
_HIDDEN = pattern(f"{_FLAG}|[{_INVISIBLES}]")
_INVISIBLE = pattern(f"[{_INVISIBLES}]")
_SELECTOR = pattern("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_XML_FORBIDDEN = pattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\ufffe\uffff]")
_BREAKS = pattern(r"[\r\n\t]+")

# Commands for a CI runner: `##[…` (also `##vso[…`) anywhere in a line, `::` at its start.
_RUNNER_ANYWHERE = pattern(r"##(\w*)\[")
_RUNNER_START = pattern(r"^([^\S\n]*)::", re.MULTILINE)


def _clean(text: str) -> bool:
    return text.isprintable() and (text.isascii() or _HIDDEN.search(text) is None)


def _escape(char: str) -> str:
    return f"\\u{ord(char):04X}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08X}"


def _visible(char: str) -> bool:
    return char > "\x7f" and _INVISIBLE.match(char) is None


def _shown(match: re.Match[str]) -> str:
    """An invisible character as it may appear: unchanged in a legitimate context (scripts, emoji), else its escape."""
    found, text, at = match[0], match.string, match.start()
    if len(found) > 1:
        return found
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if _SELECTOR.match(found):
        return found if _visible(before) or (before in set("0123456789#*") and found >= "\ufe0e") else _escape(found)
    if found in "\u200c\u200d" and (_visible(before) or _SELECTOR.match(before)) and _visible(after):
        return found
    return _escape(found)


def reveal(text: str) -> str:
    """The text with every invisible or control character as an escape; newlines and tabs stay."""
    return text if _clean(text) else _HIDDEN.sub(_shown, text)


def hidden(text: str) -> tuple[int, ...]:
    """The positions of invisible characters that don't belong in the text."""
    if _clean(text):
        return ()
    return tuple(match.start() for match in _HIDDEN.finditer(text) if _shown(match) != match[0])


def defuse(text: str) -> str:
    """Finished output without anything that a CI runner would take for a command."""
    if "##" in text:
        text = _RUNNER_ANYWHERE.sub(r"##\\\1[", text)
    return _RUNNER_START.sub(r"\1\\::", text) if "::" in text else text


def _flat(text: str) -> str:
    """The text on one line: line breaks and tabs, with the spaces around them, become single spaces."""
    if text.isprintable() or _BREAKS.search(text) is None:
        return text
    return " ".join(part for part in (part.strip() for part in _BREAKS.split(text)) if part)


def line(text: str) -> str:
    """For one line of a terminal, a log or a message."""
    if text.isascii() and text.isprintable() and "::" not in text and "##" not in text:
        return text
    return defuse(reveal(_flat(text)))


def terminal(text: str) -> str:
    """For a terminal or a log, several lines allowed."""
    return defuse(reveal(text.replace("\r\n", "\n")))


def path(text: str) -> str:
    """For a file name: on one line, with unusual characters made visible."""
    return defuse(reveal(text).replace("\n", "\\u000A").replace("\t", "\\u0009"))


_MARKDOWN = {char: f"\\{char}" for char in "\\`*_[]~$"} | {"<": "&lt;", ">": "&gt;", "|": "&#124;", "&": "&amp;"}
# A name after `@`, an issue number and a bare address become links (and notify people) even if escaped or written as
# entities; a zero-width space, itself written as an entity, separates them without changing the text.
_MARKDOWN_ACTS = pattern(
    r"[\\`*_\[\]~$<>|&]|(?<![A-Za-z0-9])@(?=\S|$)|#(?=\w|$)|!(?=\d)|\bGH-(?=\d)|(?<=[A-Za-z]):(?=//)|\bwww(?=\.)",
    re.IGNORECASE,
)
_MARKDOWN_START = pattern(r"(?=[-+=#/]|::)|\d{1,9}(?=[.)](\s|$))")


def markdown(text: str) -> str:
    """For GitHub-flavored Markdown, on one line, in a cell, a paragraph or a list."""
    text = reveal(_flat(text)).strip()
    text = _MARKDOWN_ACTS.sub(lambda found: _MARKDOWN.get(found[0]) or f"{found[0]}&#8203;", text)
    start = _MARKDOWN_START.match(text)
    return f"{start[0]}\\{text[start.end() :]}" if start else text


_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})


def _entity_break(text: str) -> str:
    """As `defuse`, for languages that can write characters as entities, which keeps the text the same."""
    return _RUNNER_START.sub(r"\1&#58;:", _RUNNER_ANYWHERE.sub(r"##\1&#91;", text))


_HTML_ACTS = pattern("[&<>\"'#]|::")


def html(text: str) -> str:
    """For HTML, in text or in a quoted attribute."""
    if text.isascii() and text.isprintable() and _HTML_ACTS.search(text) is None:
        return text
    return _entity_break(reveal(text).translate(_ENTITIES))


def xml(text: str) -> str:
    """For XML, in text or in a quoted attribute: without characters that XML doesn't allow."""
    return _entity_break(reveal(_XML_FORBIDDEN.sub("", text)).translate(_ENTITIES))


_MOST_IN_A_CELL = 32_767


def cell(text: str) -> str:
    """For a text cell of a workbook: without characters that XML doesn't allow."""
    plain = reveal(_XML_FORBIDDEN.sub("", text))
    return plain if len(plain) <= _MOST_IN_A_CELL else plain[: _MOST_IN_A_CELL - 1] + "…"


_JSON_ESCAPED = pattern(f'["\\\\\n\t{_INVISIBLES}]')
_JSON_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def json_string(text: str) -> str:
    """A quoted JSON string. Anything that affects a terminal or CI log is written as ``\\u…``, which loses nothing."""
    if not (text.isascii() and text.isprintable()) or '"' in text or "\\" in text:
        text = _JSON_ESCAPED.sub(_json_escape, text)
    if "##" in text:
        text = _RUNNER_ANYWHERE.sub(r"##\1\\u005b", text)
    return f'"{text}"'


def _json_escape(match: re.Match[str]) -> str:
    if match[0] in _JSON_SHORT:
        return _JSON_SHORT[match[0]]
    data = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[at]:02x}{data[at + 1]:02x}" for at in range(0, len(data), 2))


_PING = pattern(r"(?<![A-Za-z0-9])@(?=\S)")


def sarif_message(text: str) -> str:
    """For a message in SARIF: without links, and without mentions that a hosting server would notify."""
    return _PING.sub("@ ", line(text).replace("](", "] ("))


_NUMBER = pattern(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s?(%|pp)?", re.IGNORECASE)
_FORMULA_INSIDE = pattern(r"(;\s?)(?=[=@\uff1d\uff20]|[+-](?![\d.\s]))")


def csv(text: str) -> str:
    """For a cell of a CSV file (before quoting): formulas get a leading ``'``.

    Signed numbers (``-5``, ``+10%``) are unchanged. What follows a ``;`` counts as a cell of its own, since some
    spreadsheets split there.
    """
    text = line(text)
    if ";" in text:
        text = _FORMULA_INSIDE.sub(r"\1'", text)
    start = text.lstrip()[:1]
    if start and start in "=+-@\uff1d\uff0b\uff0d\uff20" and text != "-" and not _NUMBER.fullmatch(text.strip()):
        return "'" + text
    return text


def github_message(text: str) -> str:
    """For the message of a GitHub workflow command; newlines are kept."""
    return terminal(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def github_property(text: str) -> str:
    """For a property (``file=``, ``title=``) of a GitHub workflow command."""
    return github_message(text).replace(":", "%3A").replace(",", "%2C")


_LABEL = str.maketrans('[{]}|\\;"`*^~&#<>', "(())//,''\u00b7\u00b7-\uff06\uff03\u2039\u203a")
_LABEL_LIST = pattern(r"(\d{1,9}[.)]|[-+]+)(?=\s|$)")


def graph_label(text: str) -> str:
    """For a quoted label in Mermaid or Graphviz: only characters that mean nothing to either."""
    text = line(text).strip().translate(_LABEL).replace("%%", "% %").replace("$$", "$ $")
    start = _LABEL_LIST.match(text)
    return f"{start[0].rstrip('.)')}:{text[start.end() :]}" if start else text


_GIT_ACTS = pattern(
    r"(?<![A-Za-z0-9])@(?=\S)|#(?=\d)|!(?=\d)|/(?:issues|pull|merge_requests)/(?=\d)|\*{3}", re.IGNORECASE
)


def git_message(text: str) -> str:
    """For one line of a commit message: without mentions, issue references, and instructions to skip CI.

    It follows text of ours on the line, so it can be neither a comment nor a trailer.
    """
    text = line(text).replace("[", "(").replace("]", ")")
    text = _GIT_ACTS.sub(lambda found: "*" if found[0] == "***" else f"{found[0]} ", text)
    return re.sub(r"\b(GH)-(?=\d)", r"\1 ", text, flags=re.IGNORECASE)
