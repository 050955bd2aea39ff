"""The reasons that people give to queries of a return."""
