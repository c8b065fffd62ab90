"""What is Twilio's: its webhooks, their signature, and TwiML; another carrier is a sibling."""
