"""Published figures of other councils, to hold a measure against."""
