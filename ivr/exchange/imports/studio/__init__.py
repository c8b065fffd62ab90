"""Reads flows of Twilio Studio: flow.py says what they are, walk.py what callers meet in them."""
