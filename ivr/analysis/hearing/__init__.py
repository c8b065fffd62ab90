"""An independent listener writes down what callers hear, and that is compared with what is said."""
