"""``okrctl lsp``: what an open editor knows of a workspace, and its answers in the terms of the protocol."""
