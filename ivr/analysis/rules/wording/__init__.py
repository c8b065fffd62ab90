"""Rules about words: callers must understand them, tell them apart and remember them."""
