"""Recordings by people: the script they read, how files are checked, and where they are kept."""
