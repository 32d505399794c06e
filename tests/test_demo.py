"""The demo's own folder: made again only where a demo made it."""

from __future__ import annotations

import shutil

import pytest

from xltools import demo
from xltools.demo import summary
from xltools.errors import HostError


def test_a_folder_with_an_open_file_is_a_sentence_and_stays_the_demo_s(tmp_path, monkeypatch):
    """Windows deletes some of it and then stops at the workbook that Excel holds."""
    folder = tmp_path / "模拟省"
    folder.mkdir()
    (folder / demo.MARK).touch()

    def held(path):
        (folder / demo.MARK).unlink()
        raise PermissionError(13, "held", "调度排名.xlsx")

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", held)
        with pytest.raises(HostError, match="关闭"):
            demo.run_demo(folder, seed=1, counties=12, as_json=True)
    assert (folder / demo.MARK).exists()


def test_a_demo_stopped_half_way_can_be_made_again(tmp_path, monkeypatch):
    """The mark stands before anything else."""

    def stopped(folder, seed, counties, period, since):
        (folder / "上报").mkdir()
        raise KeyboardInterrupt

    monkeypatch.setattr("xltools.demo.office.make_office", stopped)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            demo.run_demo(tmp_path / "模拟省", seed=1, counties=12, as_json=True)


def test_the_closing_list_names_every_workbook_of_the_year():
    """依据: rules.md's workbooks that the demo presses; one unsaid is one nobody opens."""
    said = "".join(name for name, _ in summary.FILES)
    names = (
        "调度排名",
        "日常计分",
        "资金分配",
        "备案审查",
        "项目库",
        "资金监管",
        "督导检查",
        "资产盘活",
        "年度考核",
    )
    assert [name for name in names if f"{name}.xlsm" not in said] == []
