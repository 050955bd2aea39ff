"""Days as sources write them, each column judged over the whole of it."""
