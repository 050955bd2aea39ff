"""What managers write about children and rules: contests of a concern, rows set aside."""
