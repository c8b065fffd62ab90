"""What becomes of silence, of keys that do nothing, and of wrong ways."""
