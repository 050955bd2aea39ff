"""The made-up county in the words and shapes of each case system's public build."""
