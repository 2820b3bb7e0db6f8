"""``okrctl new``: departments, objectives, key results and KPIs, inserted as valid blocks."""

PANEL = "Change the plan"


def command() -> None:
    """Add a department, an objective, a key result or a KPI.

    It inserts a valid block and changes nothing else in the file. On a terminal, it asks for anything you don't pass.

    For example: okrctl new objective marketing --title "Shoppers find us first"
    """
