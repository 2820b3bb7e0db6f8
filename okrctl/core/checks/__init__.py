"""The input of rules: a workspace with everything derived from it, and changes that need a trace."""
