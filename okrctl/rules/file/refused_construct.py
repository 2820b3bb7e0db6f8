"""YAML that OKR files can't use: tags, merge keys, directives, a second document, keys that are not text.

These constructs make a file mean something that its text doesn't show, differ between parsers, or can run code.
Ordinary anchors (`&name`) and aliases (`*name`) for values are accepted, unless an alias is inside its own anchor.

Write out the value, quote a text that only looks like such a construct (`'!important'`, `'*'`), or move a second
document to a file of its own.
"""

CODE = "OKR005"
SEVERITY = "error"
