"""What an editor asks while one types: a text and a position in, an answer out. Nothing here knows a protocol."""
