"""Engines run relations and know nothing of children.

Everything above speaks one SQL: the subset that DuckDB and Spark read alike. Nothing
computes with dates in SQL; due dates are looked up (see ``clocks/rules/almanac.py``).
"""

from holdfast.engine.engine import Engine, QueryFailed, Value, open_engine

__all__ = ["Engine", "QueryFailed", "Value", "open_engine"]
