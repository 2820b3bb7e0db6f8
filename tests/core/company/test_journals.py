"""Journals tell which departments there are without reading a check-in."""

from __future__ import annotations

from okrctl.core.company.journals import Journals
from okrctl.core.model.files import FileFacts
from okrctl.core.model.kept import JournalFrame, KeptCheckIns


def test_whether_a_department_is_there_is_told_without_reading() -> None:
    def read() -> tuple[()]:
        raise AssertionError("the journal was read")

    check_ins = KeptCheckIns(JournalFrame(1, None, frozenset(), False), read)
    journals = Journals([FileFacts("okrs/a.yaml", department="a", check_ins=check_ins)])
    assert "a" in journals
    assert "b" not in journals
