"""Speech: a text and a voice become a sound file on the shelf, once."""
