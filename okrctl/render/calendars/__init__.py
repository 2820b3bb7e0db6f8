"""One module a format for calendars to subscribe to."""
