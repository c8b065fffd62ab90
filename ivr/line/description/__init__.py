"""What a page needs to draw a call, beside its TwiML."""
