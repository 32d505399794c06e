"""退回单 as files: one for each return, the same bytes for the same issues, an open one told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.returns.factory import GOOD, write_return
from tests.returns.test_sendback import BAD, sent_back
from xltools.errors import HostError


def test_two_returns_whose_退回单_would_be_called_alike_get_one_each(tmp_path):
    """乐山市/表.xlsx and 乐山市_表.xlsx."""
    write_return(tmp_path / "in/乐山市/表.xlsx", BAD)
    write_return(tmp_path / "in/乐山市_表.xlsx", BAD)
    written = sent_back(tmp_path / "in", tmp_path / "out")
    assert len(set(written.values())) == 2
    assert all(path.is_file() for path in written.values())


def test_the_same_issues_give_the_same_bytes(tmp_path):
    """Marked or the list alone: no time of writing in it."""
    write_return(tmp_path / "in/a.xlsx", BAD)
    (tmp_path / "in/b.xlsx").write_bytes(b"PK no workbook")
    one, two = (sent_back(tmp_path / "in", tmp_path / out) for out in ("one", "two"))
    assert [p.read_bytes() for p in one.values()] == [p.read_bytes() for p in two.values()]


def test_an_old_退回单_open_elsewhere_is_a_sentence(tmp_path, monkeypatch):
    """Windows does not move a file that Excel holds."""
    path = write_return(tmp_path / "in/a.xlsx", BAD)
    old = sent_back(tmp_path / "in", tmp_path / "out")["a.xlsx"]
    write_return(path, GOOD)

    def held(self, target):
        raise PermissionError(13, "held", str(self))

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(HostError, match=f"{old.name}.*关闭"):
        sent_back(tmp_path / "in", tmp_path / "out")
