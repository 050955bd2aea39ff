"""A child's life as the record has it: drawn in lanes, and told by month."""
