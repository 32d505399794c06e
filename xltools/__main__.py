"""`python -m xltools`, for machines where the command is not on the PATH."""

from xltools.cli import main

main()
