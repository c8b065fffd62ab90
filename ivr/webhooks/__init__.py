"""The webhooks: a signed request comes in, the dialogue decides, TwiML goes out."""
