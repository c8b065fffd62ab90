"""Walks: every way through a line, and simulated callers who try it; it only has the phone."""
