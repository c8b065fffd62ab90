"""Rules about the TwiML of a reply: whether and when it hears a key, and what silence does."""
