"""Paths as consoles write them when files are dropped on the window."""

from __future__ import annotations

import pytest

from xltools.launcher.dropped import dropped_paths


@pytest.mark.parametrize(
    ("line", "paths"),
    [
        # cmd
        (r'"D:\衔接 资金\调度排名.xlsx"', [r"D:\衔接 资金\调度排名.xlsx"]),
        (r"D:\衔接资金\调度排名.xlsx", [r"D:\衔接资金\调度排名.xlsx"]),
        (r"D:\衔接 资金\调度 排名 (1).xlsx ", [r"D:\衔接 资金\调度 排名 (1).xlsx"]),
        (r'"D:\A&B\a b.xlsm" D:\c.xlsx', [r"D:\A&B\a b.xlsm", r"D:\c.xlsx"]),
        (r"D:\a b.xlsx C:\c d.xlsx", [r"D:\a b.xlsx", r"C:\c d.xlsx"]),
        (r'"\\server\财政 局\调度排名.xlsx"', [r"\\server\财政 局\调度排名.xlsx"]),
        (r"D:\衔接资金\上报", [r"D:\衔接资金\上报"]),
        # PowerShell
        (r"& 'D:\衔接 资金\调度排名.xlsx'", [r"D:\衔接 资金\调度排名.xlsx"]),
        (r"& 'D:\it''s\调度排名.xlsx'", [r"D:\it's\调度排名.xlsx"]),
        (r'& "D:\衔接 资金\调度排名.xlsx"', [r"D:\衔接 资金\调度排名.xlsx"]),
        # Linux, macOS
        ("'/home/张/衔接 资金/调度排名.xlsx' ", ["/home/张/衔接 资金/调度排名.xlsx"]),
        (r"/home/张/衔接\ 资金/调度排名\&.xlsx", ["/home/张/衔接 资金/调度排名&.xlsx"]),
        ("'/a/b c.xlsx' '/d e.xlsx'", ["/a/b c.xlsx", "/d e.xlsx"]),
        ("file:///home/z/%E8%B0%83%E5%BA%A6%20a.xlsx", ["/home/z/调度 a.xlsx"]),
        ("'/a/b c.xlsx", ["/a/b c.xlsx"]),
        ("调度排名.xlsx", ["调度排名.xlsx"]),
        ("整改通知书.docx", ["整改通知书.docx"]),
        # not paths
        ("1", []),
        ("汇总上报", []),
        ("再见", []),
        ("'", []),
        ("&", []),
        ("", []),
    ],
)
def test_a_dropped_path_is_read_as_the_console_wrote_it(line, paths):
    """Quotes, blanks, ampersands, several at once; and what is no path is none."""
    assert dropped_paths(line) == paths


def test_a_path_that_is_there_is_taken_as_it_stands(tmp_path, monkeypatch):
    """Typed by hand, with blanks and without quotes."""
    path = tmp_path / "我的 文件" / "调度 排名.xlsx"
    path.parent.mkdir()
    path.touch()
    assert dropped_paths(str(path)) == [str(path)]
    monkeypatch.chdir(tmp_path)
    assert dropped_paths("我的 文件") == ["我的 文件"]


def test_a_name_that_no_disk_takes_is_no_path():
    """Somebody leans on the keyboard."""
    assert dropped_paths("啊" * 5000) == []
    assert dropped_paths("a\0b") == []
