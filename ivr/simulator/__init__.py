"""Calls in the hands of a person; what is heard comes from `ivr.phone` alone."""
