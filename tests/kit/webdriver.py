"""Chromium without a screen, driven by chromedriver through the W3C's protocol: enough of it to fill in a form."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


def missing() -> str:
    """What is not here, as the reason to skip a test; empty when all of it is."""
    gone = [name for name in ("chromedriver", "chromium") if shutil.which(name) is None]
    return f"no {' and no '.join(gone)} here" if gone else ""


@dataclass
class Browser:
    """A window."""

    address: str

    def do(self, path: str, **given: Any) -> Any:
        request = urllib.request.Request(f"{self.address}{path}", json.dumps(given).encode(), method="POST")
        return self._value(request)

    def ask(self, path: str) -> Any:
        return self._value(urllib.request.Request(f"{self.address}{path}"))

    def find(self, selector: str) -> str:
        """The path of the first element that a CSS selector finds."""
        found = self.do("/element", using="css selector", value=selector)
        return f"/element/{found[_ELEMENT]}"

    def write(self, selector: str, text: str) -> None:
        place = self.find(selector)
        self.do(f"{place}/clear")
        self.do(f"{place}/value", text=text)

    def click(self, selector: str) -> None:
        self.do(f"{self.find(selector)}/click")

    def text(self, selector: str = "body") -> str:
        return str(self.ask(f"{self.find(selector)}/text"))

    def run(self, script: str) -> Any:
        return self.do("/execute/sync", script=script, args=[])

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.ask("/screenshot")))

    def complaints(self) -> list[str]:
        """What the browser's console has said since it was last asked."""
        return [each["message"] for each in self.do("/se/log", type="browser")]

    def _value(self, request: urllib.request.Request) -> Any:
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(json.load(error)["value"]["message"]) from None


@contextmanager
def browser(width: int = 1280) -> Iterator[Browser]:
    """A window of this width, with nothing remembered."""
    driver = subprocess.Popen(
        ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert driver.stdout is not None
        said = next(line for line in driver.stdout if "started successfully on port" in line)
        port = said.strip().rstrip(".").rpartition(" ")[2]
        home = f"http://127.0.0.1:{port}"
        args = ["--headless=new", f"--window-size={width},1000", "--disable-gpu", "--force-prefers-reduced-motion"]
        args += ["--no-sandbox", "--disable-dev-shm-usage"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        options = {"args": args, "binary": shutil.which("chromium")}
        # a page that is on its way is waited for
        patient = {"implicit": 20_000}
        logs = {"browser": "ALL"}
        wanted = {"alwaysMatch": {"goog:chromeOptions": options, "goog:loggingPrefs": logs, "timeouts": patient}}
        session = Browser(home).do("/session", capabilities=wanted)["sessionId"]
        window = Browser(f"{home}/session/{session}")
        try:
            yield window
        finally:
            urllib.request.urlopen(urllib.request.Request(window.address, method="DELETE"), timeout=30).close()
    finally:
        driver.terminate()
        driver.communicate(timeout=20)
