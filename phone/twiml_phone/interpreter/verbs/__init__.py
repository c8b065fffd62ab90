"""The verbs that take time: how each begins, what it hears meanwhile, and how it ends."""
