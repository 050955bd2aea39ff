"""The survey of a source: what an import of it would make, told before anything is imported.

``surveying`` runs the real import into a folder that is thrown away. The other files each tell
one thing of what came of it: the headings, the days, the words, the identifiers, the clocks, and
what to correct first.
"""
