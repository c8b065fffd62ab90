"""Finds what callers hear differently between two versions of a line."""
