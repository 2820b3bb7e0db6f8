"""One module per format for calendars to subscribe to."""
