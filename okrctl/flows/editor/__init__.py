"""``okrctl lsp``: what an open editor knows of a workspace, and its answers in the protocol's terms."""

from __future__ import annotations

from okrctl.core.values.stop import Stop
from okrctl.flows.settings import Settings
from okrctl.shell.origin import install


def start(settings: Settings) -> None:
    """Serve one editor until it disconnects; Stop if the extra isn't installed."""
    import gc
    import sys
    from importlib.util import find_spec

    if find_spec("pygls") is None or find_spec("lsprotocol") is None:
        raise Stop("okrctl lsp needs pygls", hint=install("lsp"))
    from okrctl.flows.editor.server import serve
    from okrctl.flows.workspace import as_of
    from okrctl.shell.commit import user_email

    # a server runs for days, unlike every other command
    gc.set_threshold(10_000, 20)
    # an answer waits only briefly for findings computed in parallel
    sys.setswitchinterval(0.001)
    serve(lambda: as_of(settings), user_email)
