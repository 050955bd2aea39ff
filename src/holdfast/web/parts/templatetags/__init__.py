"""The words and tables that every template may use without loading them."""
