"""How to say words that a voice gets wrong: by the menu file's list, then by the language's."""
