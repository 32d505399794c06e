"""One reading of a folder with its cache: `python -m bench.rerun_read TABLE FOLDER CACHE` prints seconds.

Afterwards the rows are held against a reading without a cache. Apart from `rerun`: the workers load it.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from xltools.returns.cache import Cache
from xltools.returns.folder import return_files
from xltools.returns.reading import read_returns
from xltools.tables.declared.dispatch import DISPATCH


def main(table: str, given_folder: str, given_cache: str) -> None:
    """Read, and check."""
    if table == "project":
        from bench.corpus import TABLE
    else:
        TABLE = DISPATCH
    folder = Path(given_folder)
    began = time.perf_counter()
    cache = Cache(Path(given_cache), TABLE)
    returns = read_returns(return_files(folder), folder, cache, lambda done, total: None)
    cache.save()
    print(time.perf_counter() - began)
    plain = read_returns(return_files(folder), folder, Cache(None, TABLE), lambda done, total: None)
    for one, other in zip(returns, plain, strict=True):
        assert (one.rows, one.trouble) == (other.rows, other.trouble), one.name


if __name__ == "__main__":
    main(*sys.argv[1:])
