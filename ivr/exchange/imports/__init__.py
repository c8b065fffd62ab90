"""Takes a line of another program in: a format is read into a Draft, and a Draft is written.

```
a file ── formats.py says what it is ── studio/, … ── Draft
                                  whole.py mends it, menu_file.py writes it ──┘
```
"""
