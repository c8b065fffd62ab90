"""The folder of sounds: what is there, where it lies, and which voice speaks each language."""
