"""Workbooks, read by a process of its own: their parser asks for what a file claims to need.

``reading`` is what the rest of Holdfast uses. ``parsing`` is what runs in the other process.
"""
