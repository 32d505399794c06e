"""`python -m xltools`, for machines where the command is not on the PATH."""

from xltools.cli import main

if __name__ == "__main__":  # a worker process imports this module and must not run it
    main()
