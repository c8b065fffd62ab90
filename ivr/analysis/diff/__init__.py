"""What callers hear differently between two versions of a line."""
