"""How a sound is made: its format, its level, its silences, its voice, its words."""
