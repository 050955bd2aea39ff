"""What the law makes a council send: one folder a return, each year what differs from the last."""
