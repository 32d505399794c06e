"""A real click on each button of 调度排名.xlsm in LibreOffice Calc, 183 counties: seconds until its message.

The whole way an officer waits: mouse, form control, VBA, Python's start, the press, the message box.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from tests.click.screen import PROGRAMS, screen
from tests.click.window import Window
from xltools.hosts.calc.pressing import open_for_pressing
from xltools.sample import make_sample, mended

CLICKS = (("调度表", "汇总上报"), ("排名表", "计分排名"), ("函件清单", "生成函件"))


def run(quick: bool = False) -> None:
    """Print a line a button."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        print(f"\nClicks left out: {missing} not installed")
        return
    with tempfile.TemporaryDirectory() as scratch, screen() as on:
        os.environ["DISPLAY"] = on.display
        sample = make_sample(Path(scratch, "office"), counties=24 if quick else 183)
        mended(sample)
        pressing = open_for_pressing(sample.workbook)
        try:
            window = Window(on, pressing, Path(scratch))
            print(f"\nFrom click to message, {sample.counties} counties, in seconds")
            for sheet, caption in CLICKS:
                window.press(sheet, caption)
                print(f"{caption}  {window.seconds:5.1f}")
        finally:
            pressing.stop()
