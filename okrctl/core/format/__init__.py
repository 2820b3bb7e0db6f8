"""The format of the files, described once: models, types, messages, the JSON Schema."""
