"""Journeys: from the rows of the record to dated events and to spells.

``event.py`` and ``spell.py`` say what they are; one file an area declares them; ``reading.py``
reads a declaration in plain Python and ``compiler.py`` reads the same declaration in SQL.
"""
