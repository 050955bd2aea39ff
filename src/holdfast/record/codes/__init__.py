"""The code sets of the record, by area."""
