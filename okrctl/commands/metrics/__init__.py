"""``okrctl metrics``: the company's dictionary of metrics, and the one that comes with okrctl."""

PANEL = "Look"


def command() -> None:
    """Show your metrics, okrctl's dictionary of metrics, and what a metric is made of.

    For example: okrctl metrics tree revenue
    """
