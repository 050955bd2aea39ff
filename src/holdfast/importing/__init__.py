"""What an import means: what it would lose, what became of each duty, what is shown."""
