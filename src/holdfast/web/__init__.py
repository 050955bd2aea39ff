"""The pages: the only part that knows Django. It reads what the other stages computed."""
