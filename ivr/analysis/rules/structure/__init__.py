"""Rules about menus: how many choices, how deep, in which order, on which keys."""
