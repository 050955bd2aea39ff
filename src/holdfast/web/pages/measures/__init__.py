"""The pages of measures: all of them, one of them, who is behind it, and whether it gets better."""
