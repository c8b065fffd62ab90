"""The order of choices that costs callers least, and how a menu file is brought into it."""
