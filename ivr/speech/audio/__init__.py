"""What a sound goes through: read, trimmed, levelled, joined, encoded; no text and no prompt."""
