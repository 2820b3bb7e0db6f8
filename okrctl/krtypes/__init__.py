"""One module a kind of key result: its fields, its progress, its pace."""
