"""An edit that was planned and proven, and waits to be applied."""

from __future__ import annotations

from collections.abc import Callable

from okrctl.api.errors import OkrctlError, told
from okrctl.flows.console import Recorder

Flow = Callable[[Recorder, bool], object]


class Edit:
    """What an edit would change. It went through the checks of the command line; nothing is written yet.

    ``diff`` is the change as text: a diff of the files, and for check-ins the effect on scores. ``notes`` are texts
    worth knowing about it.
    """

    def __init__(self, flow: Flow) -> None:
        """Plan an edit.

        Raises:
            OkrctlError: it makes no sense, or would make the plan invalid.
        """
        self._flow = flow
        self._applied = False
        seen = _run(flow, dry_run=True)
        self.diff = "\n".join(seen.results)
        self.notes = tuple(seen.notes)

    def __repr__(self) -> str:
        return f"<okrctl edit, {'applied' if self._applied else 'planned'}>\n{self.diff}"

    def apply(self) -> None:
        """Write it. The files are read and checked again under a lock: a change in between is never overwritten.

        Raises:
            OkrctlError: it was applied already, or can no longer be made.
        """
        if self._applied:
            raise OkrctlError("this edit was already applied", "plan it again")
        _run(self._flow, dry_run=False)
        self._applied = True


def _run(flow: Flow, *, dry_run: bool) -> Recorder:
    console = Recorder()
    try:
        with told():
            flow(console, dry_run)
    except OkrctlError as error:
        if console.complaints and error.message == "nothing was done":
            raise OkrctlError("; ".join(console.complaints), error.hint) from None
        raise
    except KeyboardInterrupt:
        raise OkrctlError("an argument is missing", "; ".join(console.complaints) or None) from None
    return console
