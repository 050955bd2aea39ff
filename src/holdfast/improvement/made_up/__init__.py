"""The made-up council's letter, plan and promises, and a way through them by its own figures."""
