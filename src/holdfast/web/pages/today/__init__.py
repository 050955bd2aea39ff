"""What needs a manager or a worker today, what is left out of it, and what is set aside."""
