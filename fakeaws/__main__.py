"""`python -m fakeaws` is the command `fakeaws`."""

from __future__ import annotations

import sys

from fakeaws.cli import main

if __name__ == "__main__":
    sys.exit(main())
