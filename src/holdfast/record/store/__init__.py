"""Snapshots and the files they lie in: written whole, sealed, and found again."""
