"""A whole quarter, played at a pseudo-terminal by prompts alone."""
