"""Who may do what: one's own access, the roles."""
