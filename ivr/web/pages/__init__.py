"""The pages from which people call a line; `twiml_phone` alone makes the calls."""
