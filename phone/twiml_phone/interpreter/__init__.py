"""What is done with a document: (a call, what happened) → (the call, events). Pure."""
