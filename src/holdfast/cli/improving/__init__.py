"""Commands about inspections and the improvement plan."""
