"""Who needs what from whom: needs and promises, dependencies, chains, conflicts."""
