"""Reports as plain values: blocks for people, dictionaries for programs."""
