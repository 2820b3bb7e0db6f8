"""Runs the server: a socket on this machine only, and an address with the token of this run."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import EXIT_FINDINGS, Stop

if TYPE_CHECKING:
    from okrctl.flows.settings import Settings

_HOST = "127.0.0.1"


@frozen
class ServeOptions:
    """How the server is reached: the options of ``okrctl serve``."""

    port: int
    read_only: bool = False
    user_header: str | None = None
    url: str | None = None


def serve(settings: Settings, wanted: ServeOptions, ready: Callable[[str], object]) -> None:
    """Serve until Ctrl-C.

    ``ready`` is called with the address to open, once it answers there.

    Raises:
        Stop: the extra is not installed, the options do not fit, there is no workspace, or the port is taken.
    """
    try:
        import uvicorn

        from okrctl.web.app import application
        from okrctl.web.guard import Gate
        from okrctl.web.patience import Impatient
    except ImportError:
        from okrctl.shell.origin import install

        raise Stop("serving needs Starlette and uvicorn", hint=install("serve")) from None
    from okrctl.web.kept import Kept

    origin = _origin(wanted)
    kept = Kept(settings)
    kept.session()
    taken = _socket(wanted.port)
    gate = Gate(taken.getsockname()[1], wanted.read_only or settings.at is not None, wanted.user_header, origin)
    # the garbage collector was tuned for short commands; this one runs for long
    gc.set_threshold(10_000, 10, 10)
    config = uvicorn.Config(
        application(kept, gate),
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        loop="asyncio",
        http=Impatient,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=200,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=32 << 10,
    )
    ready(origin or f"http://{_HOST}:{gate.port}/?token={gate.token}")
    # Ctrl-C is the way to stop it
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[taken])


def _socket(port: int) -> socket.socket:
    # asyncio disables delays only if the protocol is named
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((_HOST, port))
        # a client that connects at once waits for its answer
        taken.listen(128)
    except OSError as error:
        taken.close()
        hint = "--port 0 takes any that is free"
        raise Stop(f"port {port} cannot be used: {error.strerror}", EXIT_FINDINGS, hint) from None
    taken.set_inheritable(False)
    return taken


def _origin(wanted: ServeOptions) -> str | None:
    """The origin of the proxy in front of this server."""
    if (wanted.url is None) != (wanted.user_header is None):
        raise Stop(
            "--trust-user-header and --url go together",
            hint="--trust-user-header X-Forwarded-Email --url https://okrs.example.com",
        )
    if wanted.url is None:
        return None
    parts = urlsplit(wanted.url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query:
        raise Stop(f"{wanted.url} is not a server's address", hint="write it as https://okrs.example.com")
    return f"{parts.scheme}://{parts.netloc.lower()}"
