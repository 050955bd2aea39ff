"""Backups of a data folder: made, described, put back."""
