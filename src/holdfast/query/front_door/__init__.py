"""The front door: contacts, what was decided about them and when, and what came of them."""
