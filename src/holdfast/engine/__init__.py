"""Engines run relations and know nothing of children.

Everything above speaks one SQL: the subset that DuckDB and Spark read alike. Nothing
computes with dates in SQL; due dates are looked up (see ``clocks/almanac.py``).
"""

from holdfast.engine.engine import Engine, QueryFailed, open_engine

__all__ = ["Engine", "QueryFailed", "open_engine"]
