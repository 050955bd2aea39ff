"""Inspections and the improvement plan: the register, the plan, promises, the staff survey."""
