"""Which folder is collected, and for which 期别."""

from __future__ import annotations

import pytest

from tests.returns.factory import changed, write_return
from xltools.returns.cache import Cache
from xltools.returns.folder import return_files
from xltools.returns.reading import read_returns
from xltools.returns.source import expected, passed_over, source_folder


@pytest.mark.parametrize(
    ("months", "chosen", "folder"),
    [
        ((), "", "上报"),
        (("2024-08", "2024-09"), "", "上报/2024-09"),
        (("2024-08", "2024-09"), "2024-08", "上报/2024-08"),
        (("2024-08",), "2024-09", "上报"),
        (("成都市", "2024年8月"), "", "上报"),
    ],
)
def test_the_folder_of_the_month_is_taken(tmp_path, months, chosen, folder):
    """The one chosen in 参数, else the latest; folders by city are no months."""
    (tmp_path / "上报").mkdir()
    for month in months:
        (tmp_path / "上报" / month).mkdir()
    assert source_folder(tmp_path, None, chosen) == tmp_path / folder


def test_a_folder_named_on_the_command_line_comes_first(tmp_path):
    """--from."""
    (tmp_path / "上报/2024-09").mkdir(parents=True)
    assert source_folder(tmp_path, tmp_path / "别处", "2024-09") == tmp_path / "别处"


@pytest.mark.parametrize(
    ("folder", "chosen", "period"),
    [("上报", "", "2024-08"), ("2024-09", "", "2024-09"), ("2024-09", "2024-07", "2024-07")],
)
def test_参数_comes_before_the_folder_name_and_that_before_the_majority(tmp_path, folder, chosen, period):
    """Two returns of August lie in the folder."""
    for number in range(2):
        write_return(tmp_path / folder / f"{number}.xlsx", changed(期别="2024-08", 项目总数=40 + number))
    files = return_files(tmp_path / folder)
    returns = read_returns(files, tmp_path / folder, Cache(None), lambda done, total: None)
    assert expected(tmp_path / folder, returns, chosen).period == period


def test_loose_returns_beside_the_folder_of_a_month_are_named(tmp_path):
    """They are not read; of 上报 itself or of a folder named elsewhere nothing is passed over."""
    loose = write_return(tmp_path / "上报/散.xlsx", changed())
    write_return(tmp_path / "上报/2024-09/a.xlsx", changed())
    assert passed_over(tmp_path, tmp_path / "上报/2024-09") == [loose]
    assert passed_over(tmp_path, tmp_path / "上报") == []
    assert passed_over(tmp_path, tmp_path / "别处/2024-09") == []
