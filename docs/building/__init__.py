"""The documents that make themselves: the blocks that declarations know best.

A page is prose, written by hand, with marked blocks in it (``blocks.py``). ``register.py`` names
every block and what writes it; ``make docs`` writes all of them, and
``tests/architecture/test_documents.py`` fails while a page says something else. Nothing here is
part of the product: it reads the product's declarations and the tests' examples.
"""
