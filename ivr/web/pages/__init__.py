"""Calls in the hands of a person; what is heard comes from `twiml_phone` alone."""
