"""A month of the sample province from returns to letters, held against what was planted in it."""

from __future__ import annotations

import csv
import subprocess
import zipfile
from collections import Counter

import openpyxl
import pandas as pd
import pytest

from tests.buttons.conftest import press, table
from tests.letters.made_templates import text_of
from xltools.errors import Severity
from xltools.hosts.closed import open_closed
from xltools.ooxml.package import Package
from xltools.tables.declared.dispatch import DISPATCH, RETURNS
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import CITY_RANKING, HISTORY, RANKING
from xltools.tables.declared.record import ISSUES, RUNS
from xltools.tables.declared.review import ADJUSTMENTS
from xltools.tables.sheets import append_rows


def test_every_planted_quirk_is_read_right_or_reported_at_its_cell(month):
    """The truth file is met to 100 %."""
    print(month.verdict.sentence)
    assert month.verdict.missed == ()
    assert month.verdict.read > 400
    assert month.verdict.reported > 20


def test_the_faulty_returns_are_sent_back_and_the_others_go_on(month):
    """Every return is 已报 or has its 退回单; every county has a row."""
    first = month.results["first"]
    assert sum(first.facts["states"].values()) == 183
    assert first.exit_code == 1
    assert first.facts["states"]["退回"] > 10
    assert len(first.files) == len({issue.file for issue in first.errors})


def test_mended_returns_leave_no_error(month):
    """After the counties have mended theirs, all 183 are in 调度表."""
    assert month.results["collect"].facts["states"] == {"已报": 183, "未报": 0, "退回": 0, "重复": 0}
    assert month.results["collect"].exit_code == 0
    rows = table(month.sample.workbook, DISPATCH)
    assert (rows["期别"] == "2024-09").sum() == 183
    assert len(table(month.sample.workbook, RETURNS)) == 183


def planted(month):
    with month.sample.planted.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_planted_edge_comes_out_as_worked_out_by_hand(month):
    """Scores and lights of each planted county and city, as planted.csv says with its 依据."""
    ranked = {
        row["行政区划代码"]: row
        for declared in (RANKING, CITY_RANKING)
        for row in table(month.sample.workbook, declared).to_dict("records")
    }
    wrong = []
    for case in planted(month):
        row = ranked[case["代码"]]
        for name in case.keys() & row.keys():
            if not case[name] or not name.endswith(("得分", "状态")):
                continue
            due = float(case[name]) if name.endswith("得分") else case[name]
            if row[name] != due:
                wrong.append(f"{case['名称']}（{case['情形']}）{name}应{due}：{row[name]}")
    assert not wrong


def test_every_planted_letter_is_proposed_and_no_other(month):
    """函件 of each planted unit, as planted.csv says."""
    letters = table(month.sample.workbook, LETTERS)
    now = letters[letters["期别"] == "2024-09"]
    by_unit = now.groupby("代码")["函件"].apply(set).to_dict()
    wrong = []
    for case in planted(month):
        due = set() if case["函件"] == "无" else set(case["函件"].split("、"))
        if by_unit.get(case["代码"], set()) - {"点名通报"} != due - {"点名通报"}:
            wrong.append(f"{case['名称']}（{case['情形']}）应{due}：{by_unit.get(case['代码'])}")
    assert not wrong


def test_no_county_is_lost_on_the_way(month):
    """Each of the 183 stands in 排名表 once, ranked or with the reason why not."""
    ranking = table(month.sample.workbook, RANKING)
    assert sorted(ranking["行政区划代码"]) == sorted(set(ranking["行政区划代码"]))
    assert len(ranking) == 183
    assert ranking["依据"].notna().all()
    assert ranking["排名"].notna().sum() == 161


def test_letters_are_written_for_confirmed_rows_alone(month):
    """One file for each 是, none for 否, and the bulletin."""
    letters = table(month.sample.workbook, LETTERS)
    now = letters[letters["期别"] == "2024-09"]
    confirmed, held = now[now["是否签发"] == "是"], now[now["是否签发"] == "否"]
    assert all((month.sample.folder / name).is_file() for name in confirmed["文件"])
    assert held["文件"].isna().all()
    assert len(held) > 0
    written = Counter(
        path.name.split("_")[0] for path in (month.sample.folder / "函件/2024-09").glob("*_*.docx")
    )
    assert written == Counter(confirmed["函件"]) + Counter(["排名通报"])


def test_all_letters_of_the_month_are_in_the_file_to_print(month):
    """Each once, word for word."""
    folder = month.sample.folder / "函件/2024-09"
    merged = text_of((folder / "打印合订.docx").read_bytes())
    singles = [text_of(path.read_bytes()) for path in folder.glob("*_*.docx")]
    assert all(single in merged for single in singles)
    assert len(merged) == sum(map(len, singles)) + len(singles) - 1
    assert folder / "打印合订.docx" in month.results["letters"].files


@pytest.mark.libreoffice
def test_the_file_to_print_is_there_as_pdf(month):
    """A page or more for each letter."""
    pdf = month.sample.folder / "函件/2024-09/打印合订.pdf"
    assert pdf.read_bytes().startswith(b"%PDF-")
    facts = month.results["letters"].facts
    assert facts["pages"] >= 2 * sum(facts["letters"].values())


@pytest.mark.libreoffice
def test_libreoffice_recalculates_公式校核_to_zero(month, tmp_path):
    """Every difference between the formulas and the published table is 0."""
    command = [
        "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path), str(month.sample.workbook),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    calculated = tmp_path / f"{month.sample.workbook.stem}.xlsx"
    sheet = openpyxl.load_workbook(calculated, data_only=True)["公式校核"]
    rows = list(sheet.iter_rows(values_only=True))
    header = rows[3]
    columns = [i for i, name in enumerate(header) if name == "差异"]
    differences = [[row[i] for row in rows[4:] if row[i] is not None] for i in columns]
    assert [len(found) for found in differences] == [161, 21]
    assert {value for found in differences for value in found} == {0}


def test_the_dashboard_keeps_no_headline_of_an_earlier_ranking(office):
    """What another program stored as their results would be shown by LibreOffice as it stands."""
    part = Package.open(office.workbook).sheets["看板"]
    stale = edited(office.workbook, part, lambda xml: xml.replace(b"</f></c>", b"</f><v>1999</v></c>"))
    assert b"<v>1999</v>" in stale
    press("rank", office)
    after = bytes(Package.open(office.workbook).read(part))
    assert b"</f>" in after
    assert b"1999" not in after


def edited(path, part, edit):
    """Change one part of a package in place; what it is then."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = edit(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return parts[part]


def test_ranking_again_replaces_the_round_and_says_so(office):
    """历史排名 has each unit once a 期别, and 运行记录 tells of the re-run."""
    before = table(office.workbook, HISTORY)
    press("rank", office)
    after = table(office.workbook, HISTORY)
    assert after.equals(before)
    last = table(office.workbook, RUNS).iloc[-1]
    assert "重算" in last["按钮"]
    assert str((before["期别"] == "2024-09").sum()) in last["按钮"]


def test_the_same_figures_have_the_same_输入校验码(office):
    """What ranking writes itself is no input; a changed figure is another."""
    press("rank", office)
    first, again = table(office.workbook, RUNS)["输入校验码"].iloc[[-3, -1]]
    assert first == again
    with open_closed(office.workbook) as book:
        figures = book.sheets["调度表"].tables["调度表"].data_body_range
        figures[-1, DISPATCH.names.index("中央下达")].value = 12345.67
        book.save()
    press("rank", office)
    assert table(office.workbook, RUNS)["输入校验码"].iloc[-1] != first


def test_an_adjustment_of_an_unknown_county_stops_at_its_cell(office):
    """519999 is in no list: its 约谈 would be lost."""
    with open_closed(office.workbook) as book:
        row = {
            "项目编码": "模拟1", "行政区划代码": "519999", "年度": 2024, "原金额": 10.0, "新金额": 20.0,
            "日期": pd.Timestamp("2024-09-01"),
        }  # fmt: skip
        append_rows(book, ADJUSTMENTS, pd.DataFrame([row], columns=ADJUSTMENTS.names))
        book.save()
    result = press("rank", office)
    assert [(i.sheet, i.value) for i in result.errors] == [("调整台账", "519999")]


def test_one_local_level_at_0_is_told_and_does_not_stop(month):
    """第12条 (iii): both at 0 is a letter, one is a yellow notice at its cell."""
    told = [i for i in month.results["rank"].issues if "黄色提示" in i.problem]
    assert told
    assert {(i.sheet, i.severity) for i in told} == {("调度表", Severity.NOTICE)}


def test_the_officer_decision_survives_a_re_run(office):
    """A row the officer set to 否 stays 否."""
    with open_closed(office.workbook) as book:
        listed = book.sheets["函件清单"].tables["函件清单"]
        header = listed.header_row_range.value
        body = listed.data_body_range
        row = next(i for i, values in enumerate(body.value) if values[0] == "2024-09" and "是" in values)
        body[row, header.index("是否签发")].value = "否"
        key = [body[row, header.index(name)].value for name in ("函件", "代码")]
        book.save()
    press("rank", office)
    letters = table(office.workbook, LETTERS).set_index(["期别", "函件", "代码"])
    assert letters.loc[("2024-09", *key), "是否签发"] == "否"


def test_a_wrong_figure_stops_the_ranking_and_nothing_but_校验结果_changes(office):
    """项目总数 0 of a 参评 county: exit 1, the cell named, 排名表 as it was."""
    before = table(office.workbook, RANKING)
    with open_closed(office.workbook) as book:
        listed = book.sheets["调度表"].tables["调度表"]
        header = listed.header_row_range.value
        column = header.index("项目总数")
        values = listed.data_body_range.value
        row = next(
            i for i, v in enumerate(values) if v[0] == "2024-09" and v[header.index("是否参评")] == "是"
        )
        cell = listed.data_body_range[row, column]
        cell.value, cell_address = 0, cell.get_address(False, False)
        book.save()
    result = press("rank", office)
    assert result.exit_code == 1
    issues = table(office.workbook, ISSUES)
    assert ("调度表", cell_address) in list(zip(issues["工作表"], issues["单元格"], strict=True))
    assert table(office.workbook, RANKING).equals(before)


def test_returns_of_another_month_are_not_held_against_the_counties(office):
    """期别 left at last month: 调度表 keeps last month's rows, nobody gets a 退回单, the officer is told."""
    from xltools.policy import make_override

    before = table(office.workbook, DISPATCH)
    result = press("collect", office, overrides=(make_override("期别", "2024-08", ""),))
    assert result.exit_code == 1
    (issue,) = result.issues
    assert "2024-08" in issue.problem
    assert "2024-09" in issue.problem
    assert table(office.workbook, DISPATCH).equals(before)
    assert not (office.folder / "退回单" / "2024-08").exists()


def test_an_own_weight_is_used_recorded_and_proved(office, tmp_path):
    """--set 支出权重=50 with a reason: 运行记录 has it; the sum must stay 100."""
    from xltools.policy import make_override

    overrides = (
        make_override("支出权重", "50", "模拟会议纪要"),
        make_override("投入权重", "10", "模拟会议纪要"),
    )
    result = press("rank", office, to=tmp_path / "试算.xlsm", overrides=overrides)
    assert result.exit_code == 0
    ranking = table(tmp_path / "试算.xlsm", RANKING)
    first = ranking[ranking["支出得分"] < 100].iloc[0]
    hand = (
        0.1 * first["投入得分"] + 0.5 * first["支出得分"] + 0.2 * first["实施得分"] + 0.2 * first["质量得分"]
    )
    assert first["综合得分"] == pytest.approx(hand, abs=0.0051)
    assert "支出权重=50" in table(tmp_path / "试算.xlsm", RUNS).iloc[-1]["覆盖参数"]
    proof = openpyxl.load_workbook(tmp_path / "试算.xlsm")["公式校核"]
    in_force = {
        row[-2]: str(row[-1]).removeprefix("=") for row in proof.iter_rows(min_row=5, values_only=True)
    }
    assert (in_force["支出权重"], in_force["投入权重"]) == ("50", "10")
    assert table(office.workbook, RUNS).iloc[-1]["覆盖参数"] is None
