"""Takes lines of other programs in, and gives ours to them."""
