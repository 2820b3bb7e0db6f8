"""What is laid down for a new workspace: templates, files for git and CI."""
