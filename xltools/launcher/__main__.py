"""`python -m xltools.launcher [workbooks or folders]`: what the double-clicked launcher runs."""

import sys
from pathlib import Path

from xltools.launcher import launch

if __name__ == "__main__":  # a worker process imports this module and must not run it
    sys.exit(launch([Path(argument) for argument in sys.argv[1:]]))
