"""The calendar of check-ins, given titles that mean harm."""

from __future__ import annotations

from datetime import date

import pytest

from okrctl.core.review.due import Owed
from okrctl.render.calendars import ics
from okrctl.views.due import Calendar
from tests.kit.hostile import OWN, commands, hidden, naughty

DAY = date(2026, 2, 14)
OWN_LINES = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:", "CALSCALE:GREGORIAN", "X-WR-CALNAME:", "BEGIN:VEVENT", "UID:",
    "DTSTAMP:", "DTSTART;VALUE=DATE:", "DTEND;VALUE=DATE:", "SUMMARY:", "DESCRIPTION:", "TRANSP:", "END:VEVENT",
    "END:VCALENDAR",
]  # fmt: skip
ALARM = "x\r\nBEGIN:VALARM\r\nACTION:PROCEDURE\r\nATTACH:file:///bin/sh\r\nEND:VALARM"


def calendar(text: str) -> str:
    """A calendar with that text wherever a user's text can stand."""
    owed = Owed("shop/kr", text, text, "shop", None, DAY, 1, 7)
    return ics.render(Calendar(text, DAY, (owed,)))


@pytest.mark.reliability("Sinks", "a hostile title in a calendar stays in its own line")
def test_a_title_stays_in_its_line(record_property: pytest.RecordProperty) -> None:
    payloads = (*OWN, *naughty(), ALARM, "a,b;c\\n", "\\", "long " * 40)
    for payload in payloads:
        written = calendar(payload)
        # a fold may part the signs of one emoji; whoever reads the line puts them together again
        unfolded = written.replace("\r\n ", "")
        assert "\r\n" in written and not set(hidden(unfolded)) - {"\r"}, payload
        assert written.count("\r") == written.count("\r\n") == written.count("\n"), payload
        assert not commands(written), payload
        lines = unfolded.removesuffix("\r\n").split("\r\n")
        assert len(lines) == len(OWN_LINES), payload
        assert all(line.startswith(own) for line, own in zip(lines, OWN_LINES, strict=True)), payload
        assert all(len(line.encode()) <= 75 for line in written.split("\r\n")), payload
    record_property("tried", len(payloads))


def test_what_separates_values_is_escaped() -> None:
    assert "SUMMARY:Check in: a\\,b\\;c\\\\d\r\n" in calendar("a,b;c\\d")
