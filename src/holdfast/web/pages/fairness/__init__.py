"""The pages of fairness: where a group's rate differs, and one concern or clock group by group."""
