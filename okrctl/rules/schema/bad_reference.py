"""A text that has not the form of a reference.

References are `department/id`, just `id` within the department, or `department/id/milestone`; `@2026-H1` at the end
picks a cycle. Titles and names of people are no references.

Write the ids with slashes between them, without blanks.
"""

from __future__ import annotations

CODE = "OKR110"
SEVERITY = "error"
