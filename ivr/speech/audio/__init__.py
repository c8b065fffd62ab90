"""What is done to a sound: read, trim, level, join, encode. It knows no text and no prompt."""
