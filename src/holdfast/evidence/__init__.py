"""What a council hands to others of its own record: packs for an inspection, members, a board.

A pack is made of one snapshot on one day, and says so. What it holds is worked out by the rooms
below; here it is put together, withheld where a number is small, and written as files.
"""
