"""How `okrctl new key-result` asks for a key: on a terminal, and as an option."""

from __future__ import annotations

from typing import Literal

from okrctl.core.values.frozen import frozen


@frozen
class Asks:
    """Stands in the annotation of a kind's field; without it the option and the question are made of its key.

    Attributes:
        question: what the prompt says.
        help: of the option; the field's description without it.
        metavar: of the option.
        takes: what an answer has to be; by the field's type without it.
    """

    question: str = ""
    help: str = ""
    metavar: str = ""
    takes: Literal["number", "change", "text"] | None = None
