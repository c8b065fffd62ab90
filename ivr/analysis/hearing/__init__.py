"""Compares the texts of a line with what an independent listener understands of its sounds."""
