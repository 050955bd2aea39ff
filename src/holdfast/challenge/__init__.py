"""The challenge loop: from a deficit to the day on which it was put right and stayed so.

It reads what the rooms below it found, and what people said in Holdfast, and writes nothing.
"""
