"""A reader that a file ends: run by ``confining`` as its process, it does what it is asked to."""

import os
import sys
import time

from holdfast.sources.confining import limit_myself, say


def main() -> None:
    limit_myself()
    say(("begun", sorted(os.environ)))
    match sys.argv[1]:
        case "abort":
            os.abort()
        case "memory":
            say(("held", len(bytearray(1 << 30))))
        case "wait":
            time.sleep(600)
        case "other":
            say(("path", os.path))


if __name__ == "__main__":
    main()
