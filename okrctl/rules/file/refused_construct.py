"""A part of YAML that OKR files do without: tags, merge keys, directives, a second document, keys that are not text.

They make a file mean something that its text does not show, differ between readers, or are a way to run code. Ordinary
anchors (`&name`) and aliases (`*name`) for values are fine, as long as an alias does not stand inside its own anchor.

Write the value out, quote the text if it only looks like such a construct (`'!important'`, `'*'`), or move a second
document into a file of its own.
"""

from __future__ import annotations

CODE = "OKR005"
SEVERITY = "error"
