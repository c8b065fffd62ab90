"""Makes a sound file from a text and a voice, once, and keeps it on the shelf."""
