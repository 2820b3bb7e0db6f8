"""What happened since the last check-in, by the items that commits, branches and issues name."""
