"""The command `twiml-phone`: one command, one file, for any voice webhook that speaks TwiML."""
