"""A console that nobody sits at: it keeps what a flow says, and answers no question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okrctl.views.blocks import Document


@dataclass
class Recorder:
    """Keeps results as text, and notes and complaints apart from them."""

    results: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def interactive(self) -> bool:
        """Nobody can be asked."""
        return False

    def ask(self, question: str) -> str:
        """No answer will come."""
        raise KeyboardInterrupt

    def aside(self, document: Document) -> None:
        """What would stand beside questions is left out."""

    def show(self, document: Document) -> None:
        """A part of the result, as plain text."""
        from okrctl.render import renderer

        self.results.append(renderer("screens", "text")(document, None, False))

    def tell(self, text: str) -> None:
        """A part of the result."""
        self.results.append(text)

    def note(self, message: str) -> None:
        """Something to know beside the result."""
        self.notes.append(message)

    def complain(self, message: str, hint: str | None = None) -> None:
        """What is wrong, and what to do about it."""
        self.complaints.append(f"{message}; {hint}" if hint else message)
