"""Where one machine is not enough: 汇总上报 on a cluster of an existing engine."""

from __future__ import annotations

import pytest
from distributed import Client

from tests.returns.factory import changed, write_return
from xltools.returns import reading
from xltools.returns.cache import Cache
from xltools.returns.folder import return_files


@pytest.fixture
def cluster():
    """dask.distributed on this machine, its workers as threads, so that it starts within a second."""
    with Client(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as client:
        yield client.get_executor()


def test_the_executor_of_dask_reads_what_this_machine_reads(tmp_path, monkeypatch, cluster):
    """Rows, issues and the sentence of a broken file are the same in the same order."""
    write_return(tmp_path / "0.xlsx", changed(中央支出="四千五百"))
    (tmp_path / "1.xlsx").write_bytes(b"PK\3\4 broken")
    for number in range(2, 8):
        write_return(tmp_path / f"{number}.xlsx", changed(项目总数=40 + number))
    files = return_files(tmp_path)
    here = reading.read_returns(files, tmp_path, Cache(None), lambda done, total: None)
    monkeypatch.setattr(reading, "ProcessPoolExecutor", None)
    there = reading.read_returns(files, tmp_path, Cache(None), lambda done, total: None, cluster)
    assert there == here
    assert [each.trouble != "" for each in there] == [False, True, *[False] * 6]
