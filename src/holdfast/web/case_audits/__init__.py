"""Audits of cases as they are kept: rounds, the cases drawn, every grade that was given."""
