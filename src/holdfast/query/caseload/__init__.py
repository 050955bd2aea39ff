"""Who holds how many children on a day, in counts and in points, and how it changes."""
