"""A control character, or another character that no text needs.

Such characters can change what a terminal shows, hide a line of a log, or break a report that other programs read. They
often come with text pasted from a terminal or word processor.

Remove the character; the message gives its code point.
"""

CODE = "OKR007"
SEVERITY = "error"
