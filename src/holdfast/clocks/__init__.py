"""Clocks: what law, guidance or local practice says must happen by when.

``clock.py`` says what a clock is; one file an area declares them; ``oracle.py`` reads a
declaration in plain Python and ``compiler.py`` reads the same one in SQL.
"""
