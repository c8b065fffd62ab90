"""Answers calls: a request comes in, the dialogue decides, TwiML goes out."""
