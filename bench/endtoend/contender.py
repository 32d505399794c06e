"""One whole run in a process tree of its own: `python -m bench.endtoend.contender NAME COUNTIES FOLDER`.

Prints the seconds of its stages as JSON. Nothing is imported before the run but what its workers need too.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

MODULES = {"ours": "run", "strong": "peers.strong", "typical": "peers.typical"}


def main(name: str, counties: str, folder: str) -> None:
    """Run one of MODULES."""
    task = importlib.import_module("bench.endtoend.task").task(int(counties), Path(folder))
    importlib.import_module(f"bench.endtoend.{MODULES[name]}").run(task)
    print(json.dumps(task.seconds))


if __name__ == "__main__":
    main(*sys.argv[1:])
