"""The folder of sounds: what is there, where it lies, and who speaks each language."""
