"""How many choices, how deep, in which order, on which keys."""
