"""The sample's year, so that every button is tried where it has its work to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from fuzz.desk import SEED, TODAY
from tests.buttons.funds import parameter
from xltools.buttons import Button, Result, find
from xltools.folders import BACKUPS, COLLECTED, LEDGERS, WITH_MACROS
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.sample import make_sample
from xltools.sample.appraisal_folder import make_appraisal
from xltools.sample.assets_folder import make_assets
from xltools.sample.filing import refiled
from xltools.sample.filing_folder import make_filing
from xltools.sample.inspections_folder import make_inspections
from xltools.sample.library_folder import make_library
from xltools.sample.money_folder import make_money
from xltools.sample.province import province
from xltools.sample.returns import mend_returns
from xltools.shipped import shipped
from xltools.tables.declared.allocation import ALLOCATION
from xltools.tables.declared.allocation_second import CITY_WEIGHTS, RECEIVED
from xltools.tables.declared.confirmation import CONFIRMATIONS
from xltools.tables.declared.filing import REFILED
from xltools.tables.declared.project_results import CLEANUP, REVIEWED
from xltools.tables.declared.projects import PROJECTS, PROPOSED
from xltools.tables.declared.register import REGISTER
from xltools.tables.model import Table
from xltools.tables.sheets import read_table, write_table

COUNTIES = 28
"""So many that more than twenty are ranked: 奖惩测算 has a last ten and a first ten."""

PERIOD = "2024-09"
_LIBRARY, _FUNDS, _REGISTER = "项目库.xlsm", "资金分配.xlsm", "发文登记.xlsm"
_WEIGHTS = {"政策": 20, "人群": 40, "收入": 30, "绩效": 10}

Ready = Callable[[Path], None]
"""What the office does before the press."""


def make_office(folder: Path) -> Path:
    """Every workbook filled as of October, no button pressed yet."""
    make_sample(folder, seed=SEED, counties=COUNTIES, period=PERIOD)
    for make in (make_library, make_filing, make_money, make_inspections, make_assets, make_appraisal):
        make(folder, SEED, COUNTIES)
    shutil.copyfile(shipped("workbooks", _REGISTER), folder / _REGISTER)
    return folder


def stages(office: Path) -> Iterator[Button]:
    """Each button of the year in turn with the office ready for it; its own press comes afterwards."""
    for key, ready in YEAR:
        ready(office)
        yield find(key)
        press(find(key), office)
        shutil.rmtree(office / BACKUPS)


def press(button: Button, office: Path) -> Result:
    """A press on the button's workbook in an office."""
    return press_closed(button, office / f"{button.workbook}{WITH_MACROS}", today=TODAY)


def typed(path: Path, table: Table, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """The rows of a table as an officer leaves them."""
    with open_closed(path) as book:
        frame = read_table(book, table).frame.astype(object)
        write_table(book, table, change(frame.where(frame.notna(), None)))
        book.save()


def rows(path: Path, table: Table) -> pd.DataFrame:
    """The rows of a table in a closed workbook."""
    with open_closed(path) as book:
        return read_table(book, table).frame.astype(object)


def _as_it_is(_: Path) -> None:
    """Nothing is wanted first."""


def _after(key: str, *ready: Ready) -> Ready:
    """An earlier press, and what is filled in after it."""

    def done(office: Path) -> None:
        press(find(key), office)
        for each in ready:
            each(office)

    return done


def _yes(book: str, table: Table, column: str = "是否确认") -> Ready:
    """An officer confirms every row."""
    return lambda office: typed(office / book, table, lambda frame: frame.assign(**{column: "是"}))


def _ledger_arrives(office: Path) -> None:
    """One project changed, one new."""
    mine = rows(office / _LIBRARY, PROJECTS).head(2)
    mine["建设规模"] = "另一规模（模拟）"
    mine.iloc[1, mine.columns.get_loc("项目编码")] = _new_code(mine.iloc[1])
    (office / LEDGERS).mkdir()
    path = Path(shutil.copyfile(shipped("workbooks", _LIBRARY), office / LEDGERS / "台账.xlsx"))
    typed(path, PROJECTS, lambda _: mine)


def _projects_proposed(office: Path) -> None:
    mine = rows(office / _LIBRARY, PROJECTS).tail(2)
    mine["项目编码"] = [_new_code(row, n) for n, (_, row) in enumerate(mine.iterrows(), 1)]
    mine["项目名称"] += "二期"
    typed(office / _LIBRARY, PROPOSED, lambda _: mine)


def _projects_passed(office: Path) -> None:
    """Two proposed, found fit, and wanted."""
    _projects_proposed(office)
    _after("review", _yes(_LIBRARY, REVIEWED, "是否入库"))(office)


def _new_code(row: pd.Series, number: int = 0) -> str:
    return f"{row['行政区划代码']}20249999999{number}"


def _returns_mended(office: Path) -> None:
    """All but one of those sent back."""
    folder = office / COLLECTED / PERIOD
    before = {path: path.read_bytes() for path in folder.iterdir()}
    mend_returns(folder, province(SEED, COUNTIES), PERIOD, SEED)
    last = max(path for path, data in before.items() if path.read_bytes() != data)
    last.write_bytes(before[last])


def _plans_filed_again(office: Path) -> None:
    typed(office / "备案审查.xlsm", REFILED, lambda _: refiled(province(SEED, COUNTIES), SEED))


def _two_sign(office: Path) -> None:
    """第4条: one worked it out, another checked it."""
    signed = {"测算人": "甲（模拟）", "复核人": "乙（模拟）", "是否确认": "是"}
    typed(office / _FUNDS, CONFIRMATIONS, lambda frame: frame.assign(**signed))
    parameter(office / _FUNDS, "监督电话", "028-00000000（模拟）")


def _city_received(office: Path) -> None:
    """The first city gives out what the province gave it, by weights of its own."""
    given = rows(office / _FUNDS, ALLOCATION)
    first = given.iloc[0]
    city = {"市州代码": f"{first['行政区划代码'][:4]}00", "市州": first["市州"]}
    sums = given[given["市州"] == first["市州"]].groupby("资金级次")["分配额"].sum()
    received = [city | {"资金级次": level, "年度": 2025, "金额": sum_} for level, sum_ in sums.items()]
    weights = [city | {"因素": name, "权重": share} for name, share in _WEIGHTS.items()]
    for table, typed_in in ((RECEIVED, received), (CITY_WEIGHTS, weights)):
        frame = pd.DataFrame(typed_in, columns=table.names)
        typed(office / _FUNDS, table, lambda _, frame=frame: frame)


def _letters_signed(office: Path) -> None:
    signed = {"状态": "已签发", "核稿人": "甲（模拟）", "签发人": "乙（模拟）", "签发日期": TODAY}
    typed(office / _REGISTER, REGISTER, lambda frame: frame.assign(**signed))


def _letters_sent(office: Path) -> None:
    """The answers were due last week."""
    dates = ("签发日期", "成文日期", "印发日期", "送达日期", "反馈期限")
    sent = dict.fromkeys(dates, TODAY.replace(day=1)) | {"状态": "已印发"}
    typed(office / _REGISTER, REGISTER, lambda frame: frame.assign(**sent))


YEAR: tuple[tuple[str, Ready], ...] = (
    ("collect", _after("collect", _returns_mended)),
    ("rank", _as_it_is),
    ("lists", _as_it_is),
    ("ledgers", _ledger_arrives),
    ("review", _projects_passed),
    ("cleanup", _after("cleanup", _yes(_LIBRARY, CLEANUP))),
    ("quality", _as_it_is),
    ("sample", _as_it_is),
    ("filing", _as_it_is),
    ("opinions", _as_it_is),
    ("recheck", _plans_filed_again),
    ("industry", _as_it_is),
    ("funding", _as_it_is),
    ("payment", _as_it_is),
    ("disclosure", _as_it_is),
    ("awards", _as_it_is),
    ("schedule", _as_it_is),
    ("draw", _as_it_is),
    ("closeout", _as_it_is),
    ("letters", _as_it_is),
    ("points", _as_it_is),
    ("rewards", _as_it_is),
    ("pilots", _as_it_is),
    ("allocate", _after("allocate", _two_sign)),
    ("suballocate", _city_received),
    ("compare", _as_it_is),
    ("classify", _as_it_is),
    ("revive", _as_it_is),
    ("appraise", _as_it_is),
    ("packs", _as_it_is),
    ("experts", _as_it_is),
    ("register", _after("register", _letters_signed)),
    ("overdue", _letters_sent),
)
"""The buttons, each after those whose results it takes, and what is done in the office before its press."""
