"""Commands of measures: what is counted, how it moves, what is needed, published figures."""
