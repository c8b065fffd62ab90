"""What is said: the words a caller must understand, tell apart and remember."""
