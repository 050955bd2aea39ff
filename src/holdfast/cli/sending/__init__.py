"""Commands that send something out of the council."""
