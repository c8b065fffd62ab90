"""The engines: each makes a sound from a text."""
