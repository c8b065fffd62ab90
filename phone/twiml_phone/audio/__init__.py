"""Sound files by their headers: how long they last, and the words they bear. Nothing is decoded."""
