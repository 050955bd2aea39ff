"""Inspections and the improvement plan as people enter them: versions, only ever added to."""
