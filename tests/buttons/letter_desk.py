"""An office that has ranked two counties and is about to write its letters. All made up (模拟)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from tests.letters.made_templates import text_of
from tests.register.desk import Desk, listed
from xltools.buttons import Result, find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.register.rows import Row
from xltools.tables.declared.record import ISSUES
from xltools.tables.sheets import read_table

TODAY = dt.date(2024, 10, 8)
ABSENT = "没有生成 PDF：这台电脑上没有找到 LibreOffice。打印时用 Word 或 WPS 打开同一文件夹里的 .docx 即可"
FIRST, LAST = "511102", "511002"


def ranked(code: str, city: str, place: int, **more: Any) -> Row:
    """A row of 排名表 or 市州排名表; its figures are made up (模拟)."""
    scores = {f"{d}得分": 80.0 for d in ("投入", "支出", "实施", "质量", "综合")}
    lights = {f"{d}状态": "黄" for d in ("投入", "支出", "实施", "质量", "综合")}
    row = {"期别": "2024-09", "行政区划代码": code, "市州": city, "支出率": 0.6, "序时目标": 0.75}
    return row | scores | lights | {"排名": place, "依据": "模拟"} | more


def rectify(code: str = FIRST, **more: Any) -> Row:
    return listed(code, **({"函件": "整改通知书", "抄送单位": "乐山市市中区人民政府"} | more))


def press(desk: Desk, *rows: Row, today: dt.date = TODAY) -> Result:
    """生成函件, of these rows where any are given."""
    if rows:
        desk.list(*rows)
    return press_closed(find("letters"), desk.dispatch, today=today)


def told(desk: Desk) -> pd.DataFrame:
    with open_closed(desk.dispatch) as book:
        return read_table(book, ISSUES).frame


def written(desk: Desk) -> list[str]:
    """The letters there are, wherever below 函件 but in 备份, without the bulletin and the file to print."""
    paths = [path for path in (desk.folder / "函件").rglob("*.docx") if "备份" not in path.parts]
    return sorted(path.name for path in paths if not path.name.startswith(("打印合订", "排名通报", "~")))


def letter(desk: Desk) -> str:
    """The text of the only letter."""
    (name,) = written(desk)
    return text_of((desk.folder / "函件/2024-09" / name).read_bytes())
