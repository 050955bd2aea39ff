"""Children who may be one child under two numbers: candidates, which a person judges."""
