"""How a reply is written in TwiML: whether a key is heard, when, and what silence leads to."""
