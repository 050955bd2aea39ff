"""What holds for every clock: the rule book, due dates, what a source can answer, doubt."""
