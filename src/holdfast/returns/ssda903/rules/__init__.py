"""The rules of the return, one file an area."""
