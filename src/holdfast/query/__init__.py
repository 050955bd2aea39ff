"""What is read of a snapshot on a day: duties, holders, a child. Every list and page asks here."""
