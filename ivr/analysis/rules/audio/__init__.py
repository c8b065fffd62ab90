"""Rules about how a sound is made: its format, level, silences, voice and words."""
