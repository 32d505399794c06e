"""Press a button on a closed workbook: what the CLI and the launcher do."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import Executor
from pathlib import Path

from xltools.buttons.button import Button, Press, Result
from xltools.buttons.perform import perform
from xltools.collector import seldom_collected
from xltools.hosts.busy import one_press
from xltools.hosts.closed import open_closed
from xltools.policy import Override
from xltools.progress import Progress, silent


def press_closed(
    button: Button,
    workbook: Path,
    to: Path | None = None,
    source: Path | None = None,
    today: dt.date | None = None,
    overrides: tuple[Override, ...] = (),
    progress: Progress = silent,
    pool: Executor | None = None,
) -> Result:
    """Open, run, save. The file is replaced whole at the end, or (with `to`) left as it was.

    `pool` reads the returns in its workers, such as `dask.distributed.Client(...).get_executor()`. Raises
    XltoolsError where the file cannot be opened or written.
    """
    with seldom_collected(), one_press(workbook), open_closed(workbook) as book:
        result = perform(
            button,
            Press(
                book=book,
                folder=workbook.resolve().parent,
                out=(to or workbook).resolve().parent,
                today=today or dt.date.today(),
                source=source,
                overrides=overrides,
                progress=progress,
                pool=pool,
            ),
        )
        progress("保存工作簿", 0, 1)
        book.save(to or workbook)
        progress("保存工作簿", 1, 1)
    return result
