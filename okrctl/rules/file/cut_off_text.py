"""A text that ends where YAML sees a comment: `note: We rank #1` is just "We rank".

A `#` behind a blank begins a comment, whatever follows it. The rest of the sentence vanishes from every report without
a word.

Quote the whole text: `note: 'We rank #1'`. If a comment is meant, put a space after the `#`.
"""

from __future__ import annotations

CODE = "OKR009"
SEVERITY = "warning"
