"""The oracle: the same declarations read in plain Python, for one person."""
