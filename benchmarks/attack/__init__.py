"""What strangers can do to the line, tried against each server that could serve it.

`python -m benchmarks attack` starts each candidate in turn on a port of this machine, and measures
how long a caller waits while it is attacked. Nothing leaves the machine, and each attack ends by
itself.
"""
