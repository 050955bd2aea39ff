"""What rules ask of more rows than two: worked out once for a return, a row for a child or a row.

A column that is a date is never computed here: it is one of a row, or looked up (decision 2).
"""
