"""What a manager and a worker are asked for on a day, chosen from all that is open.

A list of everything overdue helps nobody: most of it are gaps of years ago. What is asked for
today, in what order, and what is left out of it and why, is declared in this folder.
"""
