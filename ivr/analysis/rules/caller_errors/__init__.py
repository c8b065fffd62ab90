"""Rules about what follows silence, keys that do nothing, and wrong ways."""
