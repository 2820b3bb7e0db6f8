"""An HTML page as a browser would take it: what is markup in it, what may be done, what a reader sees."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

_TAGS = set(
    re.findall(
        r"\w+",
        "html head meta title style body a div header p span form label input details summary select option button nav "
        "ul li main section h1 h2 h3 dl dt dd ol table thead tbody tr th td article code b i br footer script svg path "
        "circle rect text g fieldset legend textarea noscript strong",
    )
)
_ATTRIBUTES = set(
    re.findall(
        r"[\w-]+",
        "lang charset http-equiv content name id class href hidden role type placeholder autocomplete spellcheck value "
        "for open tabindex title scope colspan width height viewbox preserveaspectratio x y cx cy r rx d text-anchor "
        "stroke-width inputmode min max step maxlength novalidate rows readonly",
    )
)


class Page(HTMLParser):
    """What there is on a page; ``faults`` is markup that none of our templates has."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.policies: list[str] = []
        self.digests: dict[str, str] = {}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self._within: str | None = None
        self._page = ""
        self._in_table = False
        self.feed(source)
        self.close()
        self.rows = [[cell.strip() for cell in row] for row in self.rows]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag not in _TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in _ATTRIBUTES and not re.fullmatch("(data|aria)-[a-z]+", name):
                self.faults.append(f"<{tag} {name}={value!r}>")
        if known.get("http-equiv"):
            self.policies.append(known.get("content") or "")
        if "id" in known:
            self.ids.append(known["id"] or "")
        if "href" in known:
            self.links.append(known["href"] or "")
            if not (known["href"] or "").startswith("#"):
                self.faults.append(f"leads to {known['href']}")
        if tag == "section" and known.get("class") == "page":
            self._page = known["id"] or ""
        if tag == "tr":
            self.rows.append([self._page])
            self._in_table = True
        if tag in ("th", "td") and self.rows:
            self.rows[-1].append("")
        self._within = tag if tag in ("style", "script") else None

    def handle_endtag(self, tag: str) -> None:
        if tag in ("table", "tbody"):
            self._in_table = False

    def handle_data(self, data: str) -> None:
        if self._within:
            if self._within in self.digests:
                self.faults.append(f"a second <{self._within}>")
            self.digests[self._within] = f"sha256-{b64encode(sha256(data.encode()).digest()).decode()}"
            self._within = None
        elif self._in_table and len(self.rows[-1]) > 1:
            self.rows[-1][-1] += data

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data[:20]}")

    def handle_decl(self, decl: str) -> None:
        if decl != "doctype html":
            self.faults.append(f"<!{decl[:20]}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"<![{data[:20]}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data[:20]}")
