"""The files and databases that the dataset lies in, read as text."""
