"""Commands about people: accounts, roles, and the log of what they did."""
