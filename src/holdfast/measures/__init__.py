"""Measures: what the clocks add up to, each with its definition and the day it is true of."""
