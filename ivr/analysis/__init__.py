"""Measures what callers go through: how long they listen, what is hard, what is understood."""
