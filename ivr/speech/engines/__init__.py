"""Engines: a text becomes a sound."""
