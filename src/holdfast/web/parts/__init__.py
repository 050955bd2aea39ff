"""The parts that pages are put together from: each a template, and the little Python it needs."""
