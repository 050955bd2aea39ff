"""Families and staff of the made-up county: who they are, and the work that waits for them."""
