"""Finds the order of choices that costs callers least, and puts a menu file into that order."""
