"""Clocks: what law, guidance or local practice says must happen by when.

``clock.py`` says what a clock is; one file an area declares them; ``oracle/`` reads a
declaration in plain Python and ``sql/`` reads the same one in SQL.
"""
