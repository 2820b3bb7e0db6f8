"""One module a rule; the module's docstring is the rule's page."""
