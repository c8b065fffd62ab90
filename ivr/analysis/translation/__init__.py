"""What translators get and give back: PO files, which Poedit, Weblate and others open."""
