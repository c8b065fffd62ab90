"""Reads flows of Twilio Studio: flow.py says what they are, walk.py what places callers come to."""
