"""How wide the bands of a scenario are, how often they held, and which to plan by."""
