"""All files together: the workspace, references, people and owners."""
