"""Audits of children's cases: whose are drawn, how they are graded, what the grades say."""
