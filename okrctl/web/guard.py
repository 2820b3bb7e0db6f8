"""Access control: the first thing that a request meets, and the headers of every answer.

The server listens only on this machine, but every page open in a browser can send requests here, and through a name
that suddenly resolves here (DNS rebinding) even read the answers. So the requested host must be ours, the client must
know the token of this run, and writes must come from our own pages.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from secrets import compare_digest, token_urlsafe
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from okrctl.core.values import safe

MOST_BYTES = 512 << 10
"""The maximum size of a submitted form."""
MOST_QUERY = 4096
_USER = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not no-referrer: forms would then have no origin
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}


@dataclass(frozen=True)
class Gate:
    """How this run is reached. ``origin`` is the address that browsers use if there is a proxy.

    ``user_header`` is the header in which that proxy names the user; it then replaces the token.
    """

    port: int
    read_only: bool = False
    user_header: str | None = None
    origin: str | None = None
    token: str = field(default_factory=lambda: token_urlsafe(32))
    csrf: str = field(default_factory=lambda: token_urlsafe(32))

    @property
    def hosts(self) -> frozenset[str]:
        """The accepted host names."""
        own = {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost")}
        own |= {"127.0.0.1", "localhost"} if self.port == 80 else set()
        return frozenset(own | ({urlsplit(self.origin).netloc.lower()} if self.origin else set()))

    @property
    def origins(self) -> frozenset[str]:
        """The origins of pages that may write."""
        return frozenset([self.origin] if self.origin else [f"http://{host}" for host in self.hosts])

    @property
    def cookie(self) -> str:
        """The cookie's name; all ports of a machine share their cookies."""
        return f"okrctl-{self.port}"


class Guard:
    """Accepts or refuses requests, and adds the same headers to all answers."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        begun = False

        async def answer(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            refused = self._refused(scope)
            if refused is not None:
                await refused(scope, receive, answer)
                return
            await self._app(scope, _limited(receive), answer)
        except ClientDisconnect:
            # nobody waits for an answer
            return
        except Exception as error:
            _own_fault(error)
            if not begun:
                await _said(scope, 500, "internal error; the terminal that runs okrctl says more")(
                    scope, receive, answer
                )

    def _refused(self, scope: Scope) -> Response | None:
        """The answer to a refused request; None if it is accepted."""
        gate, headers = self._gate, Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in gate.hosts:
            return _said(scope, 421, "this server doesn't accept that host name")
        if len(scope["query_string"]) > MOST_QUERY:
            return _said(scope, 414, "the address is too long")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > 15 or int(length) > MOST_BYTES:
            return _said(scope, 413, f"what was sent is longer than {MOST_BYTES:,} bytes")
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return _said(scope, 405, "only GET and POST are answered")
        if scope["path"] == "/health":
            return None
        return self._unknown(scope, headers) or self._foreign(scope, headers)

    def _unknown(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to an unknown client."""
        gate = self._gate
        if gate.user_header is not None:
            users = headers.getlist(gate.user_header)
            if len(users) != 1 or not _USER.fullmatch(users[0].strip()):
                return _said(scope, 403, f"the proxy did not say in {gate.user_header} who asks")
            scope["okrctl.user"] = users[0].strip()
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        token = dict(query).get("token")
        if token is not None and scope["method"] == "GET" and _same(token, gate.token):
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            # a path with two slashes would lead to another host
            path = "/" + scope["path"].lstrip("/\\")
            answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
            answer.set_cookie(gate.cookie, gate.token, path="/", httponly=True, samesite="strict")
            return answer
        kind, _, bearer = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and _same(bearer.strip(), gate.token):
            return None
        if _same(_cookie(headers, gate.cookie), gate.token):
            return None
        return _said(scope, 401, "open the address that okrctl serve printed: it has the token of this run")

    def _foreign(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to a write that doesn't come from our own pages."""
        if scope["method"] != "POST":
            return None
        if self._gate.read_only:
            return _said(scope, 403, "this server only shows; it was started with --read-only")
        here = headers.get("origin") in self._gate.origins
        if not here or headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return _said(scope, 403, "this did not come from a page of this server")
        return None


def _limited(receive: Receive) -> Receive:
    """The request body up to the maximum size, whatever its header says."""
    taken = 0

    async def more() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            raise HTTPException(413, f"what was sent is longer than {MOST_BYTES:,} bytes\n")
        return message

    return more


def _same(given: str, wanted: str) -> bool:
    return compare_digest(given.encode("utf-8", "surrogateescape"), wanted.encode())


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _said(scope: Scope, code: int, message: str) -> Response:
    """A short answer: JSON for programs, text for people."""
    if scope["path"].startswith("/api/"):
        return JSONResponse({"error": message}, code)
    return PlainTextResponse(f"{message}\n", code)


def _own_fault(error: Exception) -> None:
    """One line for an unexpected error."""
    import traceback

    spot = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(spot.filename)}:{spot.lineno}"
    text = safe.line(f"okrctl: internal error: {type(error).__name__} at {where}: {error}")
    sys.stderr.write(safe.terminal(text) + "\n")
