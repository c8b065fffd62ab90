"""What documents are: TwiML as XML text becomes verbs and nouns, with Twilio's defaults."""
