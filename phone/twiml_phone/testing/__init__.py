"""For tests of voice apps: sentences about a call, transcripts, and pytest's fixtures."""
