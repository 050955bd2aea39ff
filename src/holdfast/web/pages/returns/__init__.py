"""The pages of a return."""
