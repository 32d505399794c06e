"""What pip says when it cannot fetch a component, told in a sentence. The outputs are pip 26.3's own."""

from __future__ import annotations

import pytest

from xltools.bundle.download import download, refusal
from xltools.bundle.lockfile import Pin
from xltools.errors import FileError, HostError

NOBODY_LISTENS = "http://127.0.0.1:9/simple"


@pytest.fixture
def unreachable(monkeypatch, tmp_path) -> None:
    """pip set up for an index that does not answer."""
    (tmp_path / "pip.conf").write_text("")
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    monkeypatch.setenv("PIP_INDEX_URL", NOBODY_LISTENS)


def test_without_a_network_the_way_without_it_is_told(unreachable, tmp_path):
    with pytest.raises(HostError, match=r"没有连上软件源.*--wheels"):
        download([Pin("colorama", "0.4.6", hashes=frozenset({"0" * 64}))], tmp_path / "w", 11)


def test_another_file_than_the_lock_has_is_refused():
    said = """ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If [...]
    colorama==0.4.6 from https://a.test/colorama-0.4.6-py2.py3-none-any.whl
        Expected sha256 0000
             Got        4f1d"""
    assert isinstance(refusal(said, 11), FileError)
    assert "校验值不符" in str(refusal(said, 11))


def test_a_component_without_a_windows_wheel_is_named():
    said = """ERROR: Could not find a version that satisfies the requirement pywin32==312 (from versions: 311)
ERROR: No matching distribution found for pywin32==312"""
    assert "没有 pywin32==312 的 64 位 Windows 版（Python 3.15）" in str(refusal(said, 15))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/usr/bin/python3: No module named pip", "没有 pip"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "磁盘已满",
        ),
        (
            "WARNING: Retrying after connection broken by 'ProxyError('Cannot connect to proxy.')'",
            "没有连上软件源",
        ),
        ("ERROR: something new\n", "pip 的说明：ERROR: something new"),
        ("", "没有说明原因"),
    ],
)
def test_other_troubles_are_told_too(said, told):
    assert told in str(refusal(said, 11))
