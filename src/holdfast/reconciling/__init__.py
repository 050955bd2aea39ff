"""A council's own list of a clock beside ours, and why a child is on one and not the other."""
