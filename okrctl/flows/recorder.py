"""A console without a person: it records what a flow prints, and answers no question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okrctl.views.blocks import Document


@dataclass
class Recorder:
    """Records results as text, and notes and complaints separately."""

    results: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def interactive(self) -> bool:
        """No person can answer."""
        return False

    def ask(self, question: str) -> str:
        """Raise KeyboardInterrupt: no answer is possible."""
        raise KeyboardInterrupt

    def aside(self, document: Document) -> None:
        """Ignore what is shown beside questions."""

    def show(self, document: Document, *, exact: bool = False) -> None:
        """Record a part of the result, as plain text."""
        from okrctl.render import renderer

        self.results.append(renderer("screens", "text")(document, None, False))

    def tell(self, text: str) -> None:
        """Record a part of the result."""
        self.results.append(text)

    def note(self, message: str) -> None:
        """Record a note."""
        self.notes.append(message)

    def complain(self, message: str, hint: str | None = None) -> None:
        """Record a problem and its hint."""
        self.complaints.append(f"{message}; {hint}" if hint else message)
