"""Conformance: suites of cases, placed with the phone and compared with what must come of them."""
