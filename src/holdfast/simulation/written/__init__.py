"""What the made-up county leaves behind: what happened, and what was written down of it."""
