"""Small numbers withheld from what is published, so that no arithmetic gives them back."""
