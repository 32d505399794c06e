"""考核结果通报函 at the issuing desk: 发文登记 takes the list in and numbers it; the letter carries it."""

from __future__ import annotations

import pandas as pd

from tests.appraisal.desk import NEIJIANG_CITY, TODAY, Desk
from tests.build import books
from xltools.buttons import Result, find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.tables.declared.appraisal import NOTICES
from xltools.tables.declared.register import REGISTER
from xltools.tables.sheets import read_table, write_table


def test_a_letter_gets_its_number_and_keeps_it(desk: Desk) -> None:
    """Draft, signed, numbered, printed with its number, final; 年度考核 again changes nothing of it."""
    desk.year()
    desk.press()
    desk.press("packs")
    for name in ("调度排名", "备案审查"):  # what they list is tested with them
        (desk.folder / f"{name}.xlsx").unlink()
    assert registered(desk).facts["new"] == 2
    sign(desk)
    assert registered(desk).facts["numbers"] == ["模财农〔2025〕1号", "模财农〔2025〕2号"]
    desk.press("packs")
    row = desk.row(NOTICES, NEIJIANG_CITY)
    assert row["文件"] == "考核材料/2024年度/511000内江市/模财农〔2025〕1号_内江市.docx"
    assert not (desk.folder / "考核材料/2024年度/511000内江市/考核结果通报函_511000_内江市.docx").exists()
    assert "定稿2件" in registered(desk).message
    desk.year()
    desk.press()
    assert desk.row(NOTICES, NEIJIANG_CITY) == row


def registered(desk: Desk) -> Result:
    """One press of 登记编号."""
    path = desk.folder / "发文登记.xlsx"
    if not path.exists():
        path.write_bytes(books.built(path.name))
    return press_closed(find("register"), path, today=TODAY)


def sign(desk: Desk) -> None:
    """Fill the register as the desk does after signing."""
    with open_closed(desk.folder / "发文登记.xlsx") as book:
        rows = read_table(book, REGISTER).frame
        signed = {"状态": "已签发", "核稿人": "模拟甲", "签发人": "模拟乙", "签发日期": pd.Timestamp(TODAY)}
        write_table(book, REGISTER, rows.assign(**signed))
        book.save()
