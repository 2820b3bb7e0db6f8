"""What git is told, and what git asks for."""
