"""What travels between phone and line: requests signed as Twilio signs them, and their answers."""
