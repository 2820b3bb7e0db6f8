"""Who is kept out: other names, other pages, people without the token, and what is too long."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.kit.harness import environment, run_cli
from tests.kit.repos import Repo, goal, moves, plan
from tests.kit.serving import Served, serving, token_of

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

DAY = "2026-02-16"
FORM = {"Content_Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    repo = Repo(tmp_path_factory.mktemp("guard") / "shop").settings()
    repo.write(plan(goal(moves())))
    repo.commit()
    return repo


@pytest.fixture(scope="module")
def served(repo: Repo) -> Iterator[Served]:
    with serving(repo.root, day=DAY) as served:
        yield served


@pytest.fixture
def unchanged(repo: Repo) -> Iterator[None]:
    before = (repo.root / "okrs/marketing.yaml").read_bytes()
    yield
    assert (repo.root / "okrs/marketing.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "", "localhost.evil:{port}"]
)
@pytest.mark.parametrize("path", ["/", "/health", "/api/v1/status", "/?token={token}"])
def test_another_name_gets_nothing(served: Served, host: str, path: str) -> None:
    name = host.format(port=served.port)
    got = served.ask(path.format(token=served.token), **served.known, Host=name)
    assert got.code == 421
    assert "set-cookie" not in got.headers


def test_it_listens_on_this_machine_alone(served: Served) -> None:
    assert served.address.startswith("http://127.0.0.1:")
    others = {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for address in others:
        if str(address).startswith("127."):
            continue
        with pytest.raises(OSError, match=r"refused|unreachable|timed out"):
            socket.create_connection((str(address), served.port), timeout=2)


@pytest.mark.parametrize(
    "path", ["/", "/version", "/checkin", "/api/v1/status", "/api/v1/openapi.json", "/done/x", "/nothing"]
)
def test_nothing_without_the_token(served: Served, path: str) -> None:
    wrong = served.token[:-1] + ("a" if served.token[-1] != "a" else "b")
    for headers in ({}, {"Cookie": f"okrctl-{served.port}={wrong}"}, {"Authorization": f"Bearer {wrong}"},
                    {"Cookie": f"okrctl-1={served.token}"}, {"Cookie": f'okrctl-{served.port}="'}):  # fmt: skip
        assert served.ask(path, **headers).code == 401
    assert served.ask(f"{path}?token={wrong}").code == 401


def test_the_address_lets_in_and_its_token_is_gone_from_it(served: Served) -> None:
    got = served.ask(f"/?token={served.token}")
    assert (got.code, got.headers["location"]) == (303, "/")
    cookie = got.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert served.ask(f"//evil.example/?token={served.token}").headers["location"].startswith("/evil.example")
    assert served.ask("/api/v1/status", Authorization=f"Bearer {served.token}").code == 200
    assert served.ask("/health").body == b'{"status":"ok"}'


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "{own}", "Sec_Fetch_Site": "cross-site"},
        {"Origin": "{own}", "Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_form_of_another_page_writes_nothing(served: Served, headers: dict[str, str]) -> None:
    token = token_of(served.get("/checkin/marketing").text)
    named = {name: value.format(own=served.origin) for name, value in headers.items()}
    body = f"csrf={token}&value:traffic=150&by=ana@example.com".encode()
    got = served.ask("/checkin/marketing", "POST", body, **FORM, **served.known, **named)
    assert got.code == 403


@pytest.mark.usefixtures("unchanged")
def test_a_form_without_our_token_writes_nothing(served: Served) -> None:
    token = token_of(served.get("/checkin/marketing").text)
    said = [("value:traffic", "150"), ("by", "ana@example.com")]
    assert served.post("/checkin/marketing", said).code == 403
    assert served.post("/checkin/marketing", [*said, ("csrf", token[:-1])]).code == 403
    assert served.post("/checkin/marketing", [*said, ("csrf", token)], Content_Type="text/plain").code == 403
    assert served.post("/checkin/marketing", [*said, ("csrf", token)], Cookie="").code == 401
    # a yes to something that was never shown
    got = served.post("/checkin/marketing", [*said, ("csrf", token), ("go", "write"), ("shown", "made-up")])
    assert got.code == 200
    # nobody writes by looking
    assert served.get(f"/checkin/marketing?csrf={token}&go=write&value:traffic=150").code == 200


@pytest.mark.usefixtures("unchanged")
def test_what_is_too_long_is_not_taken(served: Served) -> None:
    token = token_of(served.get("/checkin/marketing").text)
    long = [("csrf", token), ("whole-note", "x" * 600_000)]
    assert served.post("/checkin/marketing", long).code == 413
    assert served.get("/?as_of=" + "1" * 5000).code == 414
    headers = {**served.known, **FORM, "Origin": served.origin}
    # a length that is not given, and one that is a lie
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    first = f"POST /checkin/marketing HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n"
    head = f"{first}{lines}Transfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as link:
        link.sendall(head.encode())
        chunk = b"x" * 65536
        try:
            for _ in range(40):
                link.sendall(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        except OSError:
            pass
        answer = link.recv(200)
    assert b" 413 " in answer
    assert served.ask("/checkin/marketing", "POST", b"", **headers, Content_Length="-1").code in (400, 413)
    assert served.get("/health").code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_not_answered(served: Served, method: str) -> None:
    assert served.ask("/checkin/marketing", method, **served.known).code == 405


def test_every_answer_has_the_headers(served: Served) -> None:
    for path in (
        "/",
        "/checkin",
        "/checkin/marketing",
        "/requests",
        "/api/v1/status",
        "/nothing",
        "/health",
        "/version",
    ):
        got = served.get(path)
        policy = got.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["referrer-policy"] == "same-origin"
        assert got.headers["cache-control"] == "private, no-cache"
        assert "server" not in got.headers
    assert "frame-ancestors 'none'" in served.ask("/", Host="evil.example").headers["content-security-policy"]


@pytest.mark.usefixtures("unchanged")
def test_read_only_refuses_writes(repo: Repo) -> None:
    with serving(repo.root, "--read-only", day=DAY) as served:
        page = served.get("/").text
        assert 'href="/checkin' not in page
        got = served.post("/checkin/marketing", [("value:traffic", "150"), ("by", "ana@example.com")])
        assert got.code == 403
        assert "read-only" in got.text


def test_behind_a_proxy_its_word_counts(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "shop").settings()
    repo.write(plan(goal(moves())))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    site = "https://okrs.example.com"
    options = ("--port", str(port), "--trust-user-header", "X-User", "--url", site)
    with serving(repo.root, *options, day=DAY) as told:
        assert told.address == site
        served = Served(f"http://127.0.0.1:{port}/")
        ana = {"X_User": "ana@example.com", "Host": "okrs.example.com"}
        assert served.ask("/", Host="okrs.example.com").code == 403
        assert served.ask("/", **{**ana, "X_User": ""}).code == 403
        assert served.ask("/", **{**ana, "X_User": "ana\tbo"}).code == 403
        # one that the proxy should have removed, and its own
        assert _raw(port, "X-User: mallory", "X-User: ana@example.com").startswith(b"HTTP/1.1 403")
        page = served.ask("/checkin/marketing", **ana)
        assert page.code == 200
        body = f"csrf={token_of(page.text)}&value:traffic=150&by=mallory@example.com".encode()
        shown = served.ask("/checkin/marketing", "POST", body, **ana, **FORM, Origin=site)
        assert "by: ana@example.com" in shown.text
        assert served.ask("/checkin/marketing", "POST", body, **ana, **FORM, Origin=served.origin).code == 403
        assert served.ask("/checkin/marketing", "POST", body, **ana, **FORM, Origin="null").code == 403


def _raw(port: int, *lines: str) -> bytes:
    """The answer to a request with just these lines beside its host."""
    text = "\r\n".join(["GET / HTTP/1.1", "Host: okrs.example.com", *lines, "Connection: close", "", ""])
    with socket.create_connection(("127.0.0.1", port), timeout=20) as link:
        link.sendall(text.encode())
        return link.recv(200)


def test_options_that_do_not_fit_are_refused(repo: Repo, served: Served) -> None:
    def said(*options: str) -> str:
        ran = run_cli("--root", str(repo.root), "serve", *options)
        assert ran.code in (1, 2)
        assert "Traceback" not in ran.err
        return ran.err

    assert "go together" in said("--trust-user-header", "X-User")
    assert "is not a server's address" in said("--trust-user-header", "X-User", "--url", "okrs.example.com")
    assert "cannot be used" in said("--port", str(served.port))


def test_without_the_extra_it_says_how_to_get_it(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    ran = run_cli("--root", str(repo.root), "serve")
    assert ran.code == 2
    assert "pip install 'starlette>=" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_ctrl_c_ends_it_well(repo: Repo) -> None:
    command = [sys.executable, "-m", "okrctl", "--root", str(repo.root), "serve", "--port", "0"]
    run = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert run.stdout is not None
    address = urlsplit(run.stdout.readline())
    assert Served(address.geturl()).ask("/health").code == 200
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert (run.returncode, err) == (0, "Only this machine can connect. Ctrl-C ends it.\n")
