"""Reads menus.yaml, the file an owner edits, and makes the Flow that the dialogue walks through."""
