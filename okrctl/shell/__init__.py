"""The outside world: files, locks, git, clock."""
