"""Voices that are downloaded: where their files come from, and where they are kept."""
