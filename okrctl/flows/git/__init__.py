"""The setup of git, and the merges that git runs."""
