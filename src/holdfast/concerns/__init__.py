"""Concerns: facts that a manager must look at, each a rule with the rows that make it true."""
