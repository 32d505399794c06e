"""One reading of a folder with its cache: `python -m bench.rerun_read TABLE FOLDER CACHE` prints seconds.

Until what is asked of the counties is known, and until every value of every row is there. Afterwards all is
held against a reading without a cache. Apart from `rerun`: the workers load it.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from bench.endtoend.facts import county_facts
from xltools.returns.cache import Cache
from xltools.returns.folder import return_files
from xltools.returns.reading import read_returns
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.plainreading import PlainReading


def main(table: str, given_folder: str, given_cache: str) -> None:
    """Read, and check."""
    if table == "project":
        from bench.corpus import TABLE

        asked = county_facts
    else:
        TABLE, asked = DISPATCH, _everything
    folder = Path(given_folder)
    began = time.perf_counter()
    cache = Cache(Path(given_cache), TABLE)
    returns = read_returns(return_files(folder), folder, cache, lambda done, total: None)
    cache.save()
    facts = [asked(each.rows) for each in returns if each.rows is not None]
    known = time.perf_counter() - began
    values = [_everything(each.rows) for each in returns if each.rows is not None]
    assert len(facts) == len(values)
    print(json.dumps({"asked": known, "all": time.perf_counter() - began}))
    plain = read_returns(return_files(folder), folder, Cache(None, TABLE), lambda done, total: None)
    for one, other in zip(returns, plain, strict=True):
        assert (one.rows, one.trouble) == (other.rows, other.trouble), one.name


def _everything(reading: PlainReading) -> dict[str, list[Any]]:
    """Every value of every row."""
    return dict(reading.columns)


if __name__ == "__main__":
    main(*sys.argv[1:])
