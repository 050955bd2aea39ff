"""Who may do what, and whose children: roles, who was given which, and what every page asks."""
