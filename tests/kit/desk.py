"""Somebody at a terminal of 24 lines by 80 columns who answers what okrctl asks; every screen is kept as text."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.kit.harness import environment

# every way in which okrctl ends a question
_EARLIER = r"(?: \[[^\r\n]*\])?"
PROMPT = re.compile(
    r"(?:\r\n|\A)(?P<question>[^\r\n]*(?:\[Y/n\]|\[y/N\]|\]:|[a-z0-9)-]" + _EARLIER + r":|\?" + _EARLIER + r")) \Z"
)
Answer = Callable[[str], str]
CTRL_C = "\x03"
"""An answer that is the key Ctrl-C."""


@dataclass
class Desk:
    """The folder somebody works in, and all that stood on the screen."""

    home: Path
    cache: Path
    screens: list[str] = field(default_factory=list)
    prompts: int = 0

    def run(self, day: str, command: str, answer: Answer, code: int = 0) -> str:
        """Run a command and answer all that it asks; what stood on the screen.

        Args:
            day: the day it is for okrctl.
            command: as typed, without ``okrctl``.
            answer: what is typed at a question.
            code: the exit code that it must have.
        """
        import pexpect

        child: Any = pexpect.spawn(
            sys.executable, ["-m", "okrctl", "--as-of", day, *shlex.split(command)], cwd=str(self.home),
            env=environment(NO_COLOR="1", XDG_CACHE_HOME=str(self.cache), OKRCTL_BY="ana@example.com"),
            encoding="utf-8", codec_errors="replace", dimensions=(24, 80), timeout=60,
        )  # fmt: skip
        screen, self.prompts = "", 0
        while child.expect([PROMPT.pattern, pexpect.EOF]) == 0:
            screen += child.before + child.after
            self.prompts += 1
            assert self.prompts < 400, screen[-2000:]
            words = answer(str(child.match["question"]).strip())
            child.sendintr() if words == CTRL_C else child.sendline(words)
        screen = (screen + child.before).replace("\r\n", "\n")
        child.close()
        self.screens.append(f"$ okrctl {command}    # {day}\n{screen.rstrip()}\n")
        assert child.exitstatus == code, screen[-3000:]
        assert "Traceback" not in screen
        return screen


def typed(**answers: str | list[str]) -> Answer:
    """Answers by words of the question (underscores for blanks); Enter for all others.

    A list is used up one by one, its last answer for good.
    """
    left = {
        words.replace("_", " "): list(each) if isinstance(each, list) else [each] for words, each in answers.items()
    }

    def answer(question: str) -> str:
        for words, texts in left.items():
            if words in question:
                return texts.pop(0) if len(texts) > 1 else texts[0]
        return ""

    return answer
