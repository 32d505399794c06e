"""A session at the console: a number typed, a button pressed on the closed workbook, the result told."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from xltools.hosts.busy import one_press
from xltools.hosts.closed import open_closed
from xltools.shipped import shipped

BOOK = "调度排名.xlsm"
TWIN = "调度排名.xlsx"


def rows_of(path: Path, table: str) -> int:
    """How many filled rows the Excel Table of that name has."""
    with open_closed(path) as book:
        values = book.sheets[table].tables[table].data_body_range.options(ndim=2).value
    return sum(row[0] not in (None, "") for row in values)


@pytest.fixture
def opened(monkeypatch) -> list[Path]:
    """What was handed to the system to open."""
    paths: list[Path] = []
    monkeypatch.setattr("xltools.launcher.at_workbook.open_with_system", paths.append)
    return paths


def test_a_month_from_the_returns_to_the_letters(officer, office, opened):
    """All three buttons, full-width digits and labels too; then the result is opened."""
    code = officer.launches(office, answers=["1", "１", "", "计分排名", "3、", "４", "0", ""])
    assert code == 0
    assert officer.answers_left == 0
    assert f"将读取上报文件夹：{office / '上报/2024-09'}（24 个文件）" in officer.said
    assert "汇总上报　2024-09 汇总完成" in officer.said
    assert "计分排名　2024-09 排名完成" in officer.said
    assert f"个文件，在 {office / '函件/2024-09'}" in officer.said
    assert rows_of(office / BOOK, "调度表") >= 24
    assert rows_of(office / BOOK, "排名表") == 24
    assert len(list((office / "函件/2024-09").glob("*.docx"))) > 1
    assert len(list((office / "备份").glob("*.xlsm"))) >= 3
    assert opened == [office / BOOK]


def test_without_a_path_the_current_folder_is_listed(officer, office, monkeypatch):
    """The folder the launcher was double-clicked in."""
    monkeypatch.chdir(office)
    officer.launches(answers=[""])
    assert f"文件夹：{office}" in officer.said
    assert BOOK in officer.said
    assert "新取空白工作簿" in officer.said


def test_a_folder_that_went_away_is_a_sentence(officer, tmp_path, monkeypatch):
    """A stick pulled out while the launcher lay on it."""
    gone = tmp_path / "U盘"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    officer.launches(answers=[""])
    assert "当前文件夹已经不在了" in officer.said
    assert officer.prompts == ["按回车关闭窗口"]


def test_a_dropped_workbook_shows_its_buttons_at_once(officer, office):
    """Dropped on the launcher's icon; leaving it ends the session."""
    assert officer.launches(office / BOOK, answers=["0"]) == 0
    assert "1　汇总上报　读取上报文件夹" in officer.said
    assert len(officer.prompts) == 1


def test_a_workbook_dropped_on_the_window_is_taken(officer, office, tmp_path):
    """In quotes, as cmd and GNOME write it; then back to the folder."""
    officer.launches(tmp_path, answers=[f'"{office / BOOK}"', "", ""])
    assert "1　汇总上报" in officer.said
    assert officer.answers_left == 0


def test_several_dropped_workbooks_are_listed(officer, office, tmp_path):
    """A file and a folder."""
    form = shutil.copyfile(shipped("workbooks", "县级填报.xlsx"), tmp_path / "县级填报.xlsx")
    officer.launches(Path(form), office, answers=["2", "", ""])
    assert "1　县级填报.xlsx" in officer.said
    assert "2　调度排名.xlsm" in officer.said
    assert "1　汇总上报" in officer.said


def test_a_wrong_answer_is_told_and_asked_again(officer, office):
    """A number too high, a word, a button's name misspelt."""
    officer.launches(office / BOOK, answers=["99", "汇总", "９９", ""])
    assert officer.said.count("请输入 1 到") == 3
    assert officer.answers_left == 0


def test_a_number_one_too_high_is_wrong(officer, tmp_path):
    """Two entries."""
    officer.launches(tmp_path, answers=["3", ""])
    assert "没有“3”这一项，请输入 1 到 2 的编号" in officer.said


def test_a_path_that_is_not_there_is_a_sentence_and_the_window_stays(officer, tmp_path):
    """Until Enter."""
    assert officer.launches(tmp_path / "没有.xlsx", answers=[""]) == 0
    assert "找不到" in officer.said
    assert officer.prompts == ["按回车关闭窗口"]


def test_a_workbook_that_is_none_is_a_sentence_and_the_menu_goes_on(officer, office):
    """A broken file beside a good one."""
    broken = office / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04broken")
    os.utime(broken, (2_000_000_000,) * 2)
    officer.launches(office, answers=["坏.xlsx", "2", "", ""])
    assert "“坏.xlsx”不完整" in officer.said
    assert "1　汇总上报" in officer.said


def test_errors_in_the_input_come_with_cell_and_remedy(officer, office, sample_office):
    """A county listed twice: nothing is ranked, the first errors are shown."""
    with open_closed(office / BOOK) as book:
        table = book.sheets["县区名单"].tables["县区名单"].data_body_range
        table[1, 0].value = table[0, 0].value
        address = table[1, 0].address.replace("$", "")
        book.save()
    officer.launches(office / BOOK, answers=["2", ""])
    assert "没有完成" in officer.said
    assert f"错误　县区名单!{address}" in officer.said
    assert "校验结果" in officer.said


def test_a_workbook_open_elsewhere_is_waited_for(officer, office):
    """The sentence, then Enter once it is closed."""
    lock = office / f"~${BOOK}"
    lock.touch()

    def closes() -> str:
        lock.unlink()
        return ""

    officer.launches(office / BOOK, answers=["1", "", closes, "", ""])
    assert "正在别的程序中打开" in officer.said
    assert "汇总完成" in officer.said
    asked = [
        "重试" if "重试" in prompt else "文件夹" if "文件夹" in prompt else "" for prompt in officer.prompts
    ]
    assert asked == ["", "重试", "重试", "文件夹", ""]


def test_a_workbook_that_stays_open_can_be_left(officer, office):
    """0 goes back, and the file is as it was."""
    before = (office / BOOK).read_bytes()
    (office / f"~${BOOK}").touch()
    officer.launches(office / BOOK, answers=["2", "", "０", ""])
    assert officer.said.count("正在别的程序中打开") == 2
    assert officer.answers_left == 0
    assert (office / BOOK).read_bytes() == before


def test_a_press_that_still_runs_elsewhere_is_waited_for(officer, office):
    """A second launcher, or the button in the workbook itself."""
    with one_press(office / BOOK):
        officer.launches(office / BOOK, answers=["2", "0", ""])
    assert "还没有办完" in officer.said
    assert officer.answers_left == 0


def test_the_folder_of_returns_can_be_another(officer, office, tmp_path):
    """Dropped on the window when it is asked for."""
    elsewhere = Path(shutil.move(office / "上报/2024-09", tmp_path / "各县 报来"))
    officer.launches(office / BOOK, answers=["1", "再见", f"'{elsewhere}'", "", ""])
    assert f"将读取上报文件夹：{office / '上报'}（0 个文件）" in officer.said
    assert "“再见”不是文件夹" in officer.said
    assert f"将读取上报文件夹：{elsewhere}（24 个文件）" in officer.said
    assert "汇总完成" in officer.said


def test_a_missing_folder_of_returns_is_told_before_anything_is_pressed(officer, office):
    """Enter looks again: the officer may have made it meanwhile."""
    away = office / "上报-备用"
    shutil.move(office / "上报", away)

    def puts_it_back() -> str:
        shutil.move(away, office / "上报")
        return ""

    officer.launches(office / BOOK, answers=["1", "", puts_it_back, "", ""])
    assert officer.said.count("没有找到上报文件夹") == 2
    assert not [prompt for prompt in officer.prompts if "重试" in prompt]
    assert "汇总完成" in officer.said


def test_the_officer_may_think_better_of_it(officer, office):
    """0 at the question which folder to read: nothing is pressed."""
    before = (office / BOOK).read_bytes()
    officer.launches(office / BOOK, answers=["1", "0", ""])
    assert (office / BOOK).read_bytes() == before
    assert "正在汇总上报" not in officer.said


def test_the_period_set_in_the_workbook_decides_which_folder_is_read(officer, office):
    """期别 of 参数."""
    (office / "上报/2024-10").mkdir()
    with open_closed(office / BOOK) as book:
        table = book.sheets["参数"].tables["参数"].data_body_range
        names = [row[0] for row in table.value]
        table[names.index("期别"), 3].value = "2024-09"
        book.save()
    officer.launches(office / BOOK, answers=["1", "0", ""])
    assert f"{office / '上报/2024-09'}（24" in officer.said


def test_ctrl_c_ends_in_a_sentence_and_leaves_the_workbook(officer, office, monkeypatch):
    """At the prompt, and while a button runs."""
    assert officer.launches(office, answers=[KeyboardInterrupt]) == 130
    assert "已中断" in officer.said
    before = (office / BOOK).read_bytes()

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("xltools.press.perform", interrupted)
    assert officer.launches(office / BOOK, answers=["2"]) == 130
    assert "工作簿没有改动" in officer.said
    assert (office / BOOK).read_bytes() == before


def test_input_that_ends_ends_the_session(officer, office):
    """At every prompt there is."""
    for answers in ([], ["1"], ["1", "1"], [str(office / "没有.xlsx")]):
        assert officer.launches(office, answers=list(answers)) == 0
        assert "输入已结束" in officer.said
        assert "意外" not in officer.said


def test_a_fault_of_the_toolkit_is_a_sentence(officer, office, monkeypatch):
    """The log has the rest; the menu goes on."""

    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("xltools.press.perform", breaks)
    officer.launches(office / BOOK, answers=["2", ""])
    assert "程序出了意外（ZeroDivisionError）" in officer.said
    assert officer.answers_left == 0


def test_a_window_that_is_gone_ends_the_session(office, monkeypatch):
    """Nobody reads any more: no error, no hang."""

    class Gone:
        def write(self, text: str) -> int:
            raise BrokenPipeError

        def flush(self) -> None:
            raise BrokenPipeError

    from xltools.launcher import launch

    monkeypatch.setattr(sys, "stdout", Gone())
    assert launch([office]) == 0


def test_the_workbook_that_is_blank_while_its_twin_has_the_data_is_told(officer, office):
    """Before anything is pressed."""
    shutil.move(office / BOOK, office / TWIN)
    shutil.copyfile(shipped("workbooks", BOOK), office / BOOK)
    officer.launches(office / BOOK, answers=["0"])
    assert "注意：“调度排名.xlsm”还是空白的，数据在旁边的“调度排名.xlsx”里" in officer.said


def test_two_workbooks_of_one_name_with_data_are_told_apart(officer, office):
    """How many rows each holds."""
    shutil.copyfile(office / BOOK, office / TWIN)
    officer.launches(office / BOOK, answers=["0"])
    assert "两份各存各的数据" in officer.said
    assert officer.said.count("数据 ") == 2


def test_a_blank_twin_is_not_worth_a_word(officer, office):
    """Both were taken, one is worked in; blank is also what was opened and saved without a row."""
    shutil.copyfile(shipped("workbooks", TWIN), office / TWIN)
    officer.launches(office / BOOK, answers=["0"])
    assert "注意" not in officer.said
    with open_closed(office / TWIN) as book:
        book.sheets["参数"]["D5"].value = ""
        book.save()
    officer.launches(office / BOOK, answers=["0"])
    assert "注意" not in officer.said


def test_a_twin_that_cannot_be_read_is_told(officer, office):
    """It may hold the data all the same."""
    (office / TWIN).write_bytes(b"PK\x03\x04broken")
    officer.launches(office / BOOK, answers=["0"])
    assert "两份各存各的数据" in officer.said
    assert "读不出" in officer.said


def test_a_backup_is_told_as_one(officer, office):
    """A button would change it."""
    (office / "备份").mkdir(exist_ok=True)
    old = shutil.copyfile(office / BOOK, office / "备份/调度排名_20240930-153000.xlsx")
    officer.launches(Path(old), answers=["0"])
    assert "旧工作簿" in officer.said


def test_a_workbook_inside_an_archive_is_refused(officer, tmp_path):
    """What is written beside it would be lost."""
    folder = tmp_path / "Temp1_衔接资金.zip"
    folder.mkdir()
    path = shutil.copyfile(shipped("workbooks", BOOK), folder / BOOK)
    officer.launches(Path(path), answers=[""])
    assert "解压" in officer.said
    assert "1　汇总上报" not in officer.said


def test_a_countys_form_and_a_strangers_workbook_have_no_buttons(officer, tmp_path):
    """They can be looked at all the same."""
    form = Path(shutil.copyfile(shipped("workbooks", "县级填报.xlsx"), tmp_path / "县级填报.xlsx"))
    officer.launches(form, answers=["检查工作簿", ""])
    assert "没有按钮可按：填好后放进上报文件夹" in officer.said
    assert "调度表　0 行" in officer.said
    assert "没有发现问题" in officer.said


def test_an_old_format_is_to_be_saved_anew(officer, tmp_path):
    """.xls and .et have no buttons."""
    path = tmp_path / "调度排名.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    officer.launches(path, answers=[""])
    assert "另存为 .xlsx" in officer.said


def test_a_new_workbook_goes_into_the_folder_and_over_nothing(officer, tmp_path):
    """The second time it is refused."""
    officer.launches(
        tmp_path, answers=["新取空白工作簿", "县级填报.xlsx", "新取空白工作簿", "县级填报.xlsx", ""]
    )
    assert f"已放好：{tmp_path / '县级填报.xlsx'}" in officer.said
    assert "没有覆盖" in officer.said
    assert (tmp_path / "县级填报.xlsx").read_bytes() == shipped("workbooks", "县级填报.xlsx").read_bytes()


def test_the_doctor_is_in_the_menu(officer, tmp_path):
    """Every finding, and the verdict."""
    officer.launches(tmp_path, answers=["自检", ""])
    assert "正常　组件 xlwings" in officer.said
    assert "可以用" in officer.said


def test_only_the_latest_of_many_workbooks_are_listed(officer, tmp_path):
    """And how many are not."""
    for number in range(20):
        path = tmp_path / f"{number:02}.xlsx"
        path.touch()
        os.utime(path, (1_700_000_000 + number,) * 2)
    officer.launches(tmp_path, answers=[""])
    assert "1　19.xlsx" in officer.said
    assert "04.xlsx" not in officer.said
    assert "还有 5 个" in officer.said


def test_on_linux_a_workbook_with_macros_can_be_opened_in_libreoffice(officer, office, monkeypatch):
    """Where LibreOffice is; a workbook without macros has no buttons to press there."""
    opened: list[Path] = []
    monkeypatch.setattr("xltools.launcher.actions.open_in_libreoffice", opened.append)
    monkeypatch.setattr("xltools.launcher.actions.has_libreoffice", lambda: True)
    officer.launches(office / BOOK, answers=["在 LibreOffice 中打开", ""])
    assert opened == [office / BOOK]
    shutil.move(office / BOOK, office / TWIN)
    officer.launches(office / TWIN, answers=[""])
    assert "LibreOffice" not in officer.said


def test_without_libreoffice_it_is_not_offered(officer, office, monkeypatch):
    """Or on another system."""
    monkeypatch.setattr("xltools.launcher.actions.has_libreoffice", lambda: False)
    officer.launches(office / BOOK, answers=[""])
    assert "LibreOffice" not in officer.said
