"""The .bat files. That Windows runs them is not shown here: what is known to break them is."""

from __future__ import annotations

import re

import pytest

from xltools.bundle.batchfiles import COMMAND_LINE, SELFCHECK, START, batch_files

NAMES = [START, SELFCHECK, COMMAND_LINE]


def text(name: str) -> str:
    return batch_files()[name].decode("gbk")


@pytest.mark.parametrize("name", NAMES)
def test_lines_end_as_windows_wants(name):
    data = batch_files()[name]
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r") > 5


@pytest.mark.parametrize("name", NAMES)
def test_only_what_follows_the_change_of_code_page_is_chinese(name):
    before, after = batch_files()[name].split(b"chcp 936 >nul\r\n")
    assert before.isascii()
    assert "没有找到 python 文件夹" in after.decode("gbk")
    assert not set(re.sub(rb"[\x00-\x7f]", b"", after)) & set(b"|&<>^%"), "would be read as a command"
    spoken = [line for line in after.decode("gbk").splitlines() if line.startswith("echo")]
    assert not any(set(line.encode("gbk")) & set(b'|&<>^%"') for line in spoken)


@pytest.mark.parametrize("name", NAMES)
def test_every_path_is_quoted(name):
    """A folder may have spaces, & and brackets in its name."""
    lines = [line for line in text(name).splitlines() if not line.startswith("rem")]
    for line in lines:
        for use in re.finditer(r"%~dp0|%~f0|%HERE%|!HERE!", line):
            assert line[: use.start()].count('"') % 2 == 1, line


@pytest.mark.parametrize("name", NAMES)
def test_no_block_in_brackets_is_used(name):
    """In a block, a bracket in the folder's name would end it."""
    assert not re.search(r"^\s*\)|\($", text(name), re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_python_is_told_before_anything_is_started(name):
    body = text(name)
    assert body.index("if not exist") < body.index("-X utf8 -m ")
    assert re.search(r"^:missing$", body.replace("\r", ""), re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_what_excel_would_hand_on_to_its_buttons_is_not_set(name):
    """Python in UTF-8 mode started by Excel writes messages that Excel reads in the wrong encoding."""
    assert not re.search(r"PYTHON(UTF8|IOENCODING)", text(name))
    assert "-X utf8" in text(name)


def test_what_comes_after_an_ampersand_in_a_dropped_name_is_never_run():
    """cmd would go on with it after the .bat: each way out of the launcher ends cmd itself."""
    leaving = re.findall(r"^exit.*$", text(START).replace("\r", ""), re.MULTILINE)
    assert leaving == ["exit !errorlevel!", "exit 2"]


def test_each_starts_what_it_should():
    assert "-m xltools.bundle.start" in text(START)
    assert text(SELFCHECK).index("-m xltools.bundle.selfcheck") < text(SELFCHECK).index("-m xltools doctor")
    assert "-m xltools %*" in text(COMMAND_LINE)
