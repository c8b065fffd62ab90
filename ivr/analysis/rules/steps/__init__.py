"""Whether a caller can act on an answer that is made of steps."""
