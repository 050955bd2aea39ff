"""What the commands answer for councils that are always the same."""
