"""Benchmarks: figures with the command that gives them. They print ratios and assert nothing."""
