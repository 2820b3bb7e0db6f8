"""A text is not a valid reference.

A reference is `department/id`, just `id` within the department, or `department/id/milestone`; `@2026-H1` at the end
names a cycle. Titles and people's names are not references.

Write the ids with slashes between them, without spaces.
"""

CODE = "OKR110"
SEVERITY = "error"
