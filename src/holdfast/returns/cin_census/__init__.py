"""The children in need census: its rules, checked; its file, written."""
