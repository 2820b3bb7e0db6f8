"""A row or record that was left out of an import, or taken once although it stands twice.

Said by `okrctl import` alone, with the line: a row without a title, a day that does not exist, an exact repetition.

Mend the row in the source and import again; what is there already is not doubled.
"""

from __future__ import annotations

CODE = "OKR916"
SEVERITY = "warning"
