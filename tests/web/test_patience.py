"""Connections to the live page whose request does not arrive, or whose client leaves."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.kit.harness import environment
from tests.kit.repos import Repo

pytest.importorskip("uvicorn")
# the same server, with less patience than people need
HURRIED = """
import sys
import okrctl.web.patience as patience
patience.PATIENCE = 0.3
from okrctl.__main__ import main
sys.exit(main(["serve", "--port", "0"]))
"""
HEAD = "{} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n"


@pytest.mark.reliability("Live page", "requests that never arrive whole: their connections end, others are answered")
def test_half_a_request_keeps_no_place(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "shop").settings()
    server = subprocess.Popen(
        [sys.executable, "-c", HURRIED],
        cwd=repo.root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert server.stdout is not None and server.stderr is not None
        address = server.stdout.readline().decode().strip()
        port, token = int(address.split(":")[2].split("/")[0]), address.rpartition("token=")[2]
        begun = (
            HEAD.format("GET /", port),
            HEAD.format("POST /ask", port)
            + f"Authorization: Bearer {token}\r\nOrigin: http://127.0.0.1:{port}\r\nContent-Length: 9\r\n\r\nx",
        )
        for text in begun:
            with socket.create_connection(("127.0.0.1", port), timeout=30) as link:
                link.sendall(text.encode())
                assert link.recv(1) == b"", "it should be closed without an answer"
        with socket.create_connection(("127.0.0.1", port), timeout=30) as link:
            link.sendall(HEAD.format("GET /health", port).encode())
            time.sleep(0.1)
            link.sendall(b"\r\n")
            assert link.recv(15).startswith(b"HTTP/1.1 200")
    finally:
        server.terminate()
        _, told = server.communicate(timeout=30)
    assert b"internal error" not in told, told
