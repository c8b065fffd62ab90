"""How long callers listen before they hear what they called for, in the line's own sounds."""
