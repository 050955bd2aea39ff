"""Measures: what is counted, of what, why it matters, and which way is good."""
