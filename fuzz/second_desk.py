"""The office of 督导: 资金监管, 督导检查, 资产盘活 and 年度考核 filled by the sample, with the results of
their buttons, and their tables filtered as officers leave them.
"""

from __future__ import annotations

import shutil
from itertools import cycle
from pathlib import Path

from lxml import etree

from fuzz.archive import opened
from fuzz.cases import SECOND, SECOND_WORKBOOKS, desk_of
from fuzz.desk import COUNTIES, SEED, alone, press
from xltools.buttons import buttons
from xltools.folders import BACKUPS
from xltools.sample.appraisal_folder import make_appraisal
from xltools.sample.assets_folder import make_assets
from xltools.sample.inspections_folder import make_inspections
from xltools.sample.money_folder import make_money

_MAKERS = (make_money, make_inspections, make_assets, make_appraisal)
_CONDITIONS = (
    '<filters><filter val="成都市"/><filter val="5"/></filters>',
    '<filters blank="1"><dateGroupItem year="2024" month="9" dateTimeGrouping="month"/></filters>',
    '<customFilters and="1"><customFilter operator="greaterThan" val="5"/>'
    '<customFilter operator="notEqual" val="*县"/></customFilters>',
    '<top10 val="10" filterVal="80"/>',
)


def make_second_desk(first: Path) -> Path:
    """Fill a folder beside the month's office, whose workbooks lie in it to be read, and press every button
    of the four once."""
    folder = desk_of(SECOND, first)
    folder.mkdir()
    for path in first.glob("*.xlsm"):
        shutil.copyfile(path, folder / path.name)
    with alone():
        for make in _MAKERS:
            make(folder, seed=SEED, counties=COUNTIES)
        for button in buttons():
            if button.workbook in SECOND_WORKBOOKS:
                press(folder, button.key)
    shutil.rmtree(folder / BACKUPS)
    for name in SECOND_WORKBOOKS:
        path = folder / f"{name}.xlsm"
        path.write_bytes(_filtered(path.read_bytes()))
    return folder


def _filtered(data: bytes) -> bytes:
    """Every other table has a condition on its second column."""
    archive, conditions = opened(data), cycle(_CONDITIONS)
    tables = [entry for entry in archive.entries if entry.name.startswith("xl/tables/")]
    for entry in tables[::2]:
        root = etree.fromstring(entry.data)
        space = f'xmlns="{etree.QName(root).namespace}"'
        for found in root.iterfind("{*}autoFilter"):
            source = f'<filterColumn {space} colId="1">{next(conditions)}</filterColumn>'
            found.append(etree.fromstring(source))
        entry.data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return archive.to_bytes()
