"""Reports: the rows that were asked for, and what has to be computed for them."""
