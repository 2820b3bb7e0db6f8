"""The files of a new workspace: templates, and files for git and CI."""
