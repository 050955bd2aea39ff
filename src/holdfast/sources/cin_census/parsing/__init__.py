"""From a census file to rows of text, nothing lost and nothing silent."""
