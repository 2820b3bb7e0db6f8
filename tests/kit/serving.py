"""`okrctl serve` as a process of its own, and a browser without a screen that talks to it."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.kit.harness import environment

Fields = list[tuple[str, str]]


@dataclass
class Got:
    """An answer."""

    code: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Served:
    """A running server, and what is needed to ask it."""

    address: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 80

    @property
    def token(self) -> str:
        return self.address.rpartition("token=")[2]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Got:
        """One request as it is, with just these headers; ``Host`` is right where it is not given."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            link.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = link.getresponse()
            return Got(answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()})
        finally:
            link.close()

    def get(self, path: str) -> Got:
        """A page, as somebody who may see it."""
        return self.ask(path, **self.known)

    def post(self, path: str, fields: Fields, **headers: str) -> Got:
        """A form that a page of the server sends."""
        kind = {"Content_Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        return self.ask(path, "POST", urlencode(fields).encode(), **{**self.known, **kind, **headers})

    @property
    def known(self) -> dict[str, str]:
        """What lets one in."""
        return {"Cookie": f"okrctl-{self.port}={self.token}"}


@contextmanager
def serving(root: Path, *options: str, day: str = "", **env: str) -> Iterator[Served]:
    """A server for a workspace, until the end of the block."""
    globals_ = ["--root", str(root), *(["--as-of", day] if day else [])]
    command = [
        sys.executable,
        "-m",
        "okrctl",
        *globals_,
        "serve",
        *([] if "--port" in options else ["--port", "0"]),
        *options,
    ]
    run = subprocess.Popen(
        command, env=environment(**env), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    )
    try:
        assert run.stdout is not None and run.stderr is not None
        address = run.stdout.readline().strip()
        assert address, run.stderr.read()
        yield Served(address)
    finally:
        run.terminate()
        run.communicate(timeout=20)


def fields_of(page: str, action: str) -> Fields:
    """What the form with this action would send as it stands (text, hidden and chosen fields)."""
    found = _Forms()
    found.feed(page)
    return found.forms[action]


def token_of(page: str) -> str:
    """The token of the forms of a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, page[:500]
    return found[1]


def _sent(given: Mapping[str, str]) -> bool:
    return given.get("type") not in ("checkbox", "submit") or "checked" in given


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, Fields] = {}
        self._fields: Fields | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._fields = self.forms.setdefault(given.get("action", ""), [])
        elif tag == "input" and self._fields is not None and "name" in given and _sent(given):
            self._fields.append((given["name"], given.get("value", "on")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None
