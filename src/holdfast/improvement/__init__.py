"""Whether a council gets better: what inspectors found, the plan, promises, and what has moved."""
