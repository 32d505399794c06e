"""A letter a county with docxtpl as its manual has it: a DocxTemplate for each."""

from __future__ import annotations

import pandas as pd
from docxtpl import DocxTemplate

from bench.endtoend.peers.rules import DUE
from bench.endtoend.task import KIND, Task, letter_facts
from xltools.letters.context import context
from xltools.letters.environment import environment
from xltools.letters.store import template_path


def write_letters(task: Task, book: pd.DataFrame) -> None:
    """Our facts and our filters, so that the letters can be held against ours."""
    for county in book.to_dict("records"):
        letter = DocxTemplate(str(template_path(KIND)))
        letter.render(context(KIND, letter_facts(county, DUE)), environment(), autoescape=True)
        letter.save(task.place("函件", f"{county['行政区划代码']}.docx"))
