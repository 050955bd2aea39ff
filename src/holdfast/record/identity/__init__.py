"""Who a child is, across imports: a register of our own, outside the snapshots.

``entries`` is what the register holds, ``matching`` the pure function that finds the children of
a new import in it, ``keeping`` the file in which it lies, ``relating`` what others ask of it.
"""
