"""Returns of one or several years made a record: what files become, and what they cannot tell."""
