"""Rules as found in their folders, and problems turned into diagnostics."""
