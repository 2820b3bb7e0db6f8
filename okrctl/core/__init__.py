"""Pure: text in, values out. No files, clock, terminal or subprocess in here."""
