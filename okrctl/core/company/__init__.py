"""All files together: the workspace, what references mean, people and owners."""
