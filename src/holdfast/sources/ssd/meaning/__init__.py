"""What the rows of the dataset mean, and what they leave in doubt."""
