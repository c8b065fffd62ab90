"""Measures how long callers listen before they hear what they called for, in real sounds."""
