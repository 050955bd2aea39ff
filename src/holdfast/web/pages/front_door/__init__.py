"""The pages of the front door: its figures, who waits, and children who may be known already."""
