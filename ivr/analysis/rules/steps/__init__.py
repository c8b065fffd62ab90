"""Rules about answers made of steps: whether a caller can act on them."""
