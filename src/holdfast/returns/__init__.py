"""What the law makes a council send: the machine for rules over a declared form, a folder a return.

The files here know no return: a ``Form`` tells them its tables, and a return's folder holds its
rules, one file an area of care. Each year of a return states what differs from the last.
"""
