"""What callers go through: how long they listen, what is hard on them, what is understood."""
