"""A call in a terminal: keys as they are typed, sounds as they are heard."""
