"""Audits of cases: what they say of the service, the rounds, one case and its grades."""
