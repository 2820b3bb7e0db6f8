"""A calendar to subscribe to (RFC 5545): one all-day event for each check-in that is due."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from fractions import Fraction

from okrctl.core.review.due import Owed
from okrctl.core.values import safe
from okrctl.views.due import Calendar
from okrctl.views.figures import share

_LINE = 73


def render(calendar: Calendar) -> str:
    """The calendar; overdue check-ins are on the as-of day, coming ones on their own."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//okrctl//check-ins//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(f'{calendar.organization}: check-ins')}",
    ]
    for item in calendar.items:
        lines += _event(calendar.day, item)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(day: date, item: Owed) -> list[str]:
    when = max(day, item.since or day)
    since = f"due since {item.since}" if item.since else "never looked at"
    return [
        "BEGIN:VEVENT",
        f"UID:{hashlib.sha256(item.ref.encode()).hexdigest()[:32]}@okrctl",
        f"DTSTAMP:{day:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{when:%Y%m%d}",
        f"DTEND;VALUE=DATE:{when + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(f'Check in: {item.title}')}",
        f"DESCRIPTION:{_text(f'{item.ref}, {since}{_ahead(item)}. okrctl checkin {item.ref}')}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _ahead(item: Owed) -> str:
    if item.forecast is None:
        return ""
    return f", heading for {share(Fraction(item.forecast.at_end))} by the end of its cycle"


def _text(text: str) -> str:
    """Text as a property value: one line, with separators escaped."""
    clean = safe.line(text)
    return clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> list[str]:
    """Lines of at most 75 bytes, never split within a character."""
    parts: list[str] = []
    current = ""
    for char in line:
        if len((current + char).encode()) > _LINE + (2 if not parts else 0):
            parts.append(current)
            current = " "
        current += char
    return [*parts, current]
