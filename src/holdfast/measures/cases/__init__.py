"""Measures counted from the rows of the record, one file an area: each row once, on its own day."""
