"""The command line: one file a command. Nothing below this room prints.

``application.py`` puts the commands together; ``options.py`` is what several of them ask for.
"""
