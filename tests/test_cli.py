"""The command line: exit codes, JSON, and a sentence where anything goes wrong."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from xltools.buttons import find
from xltools.cli import main
from xltools.hosts.closed import open_closed
from xltools.ooxml.package import Package
from xltools.press import press_closed
from xltools.sample import SamplePaths, make_sample, mended
from xltools.shipped import shipped

FORKS = get_context("forkserver")
Run = Callable[..., subprocess.CompletedProcess[str]]
XLTOOLS = [sys.executable, "-m", "xltools"]


def run(*words: object, **options) -> subprocess.CompletedProcess[str]:
    """One command as typed; never a traceback, whatever happens."""
    done = subprocess.run(
        [*XLTOOLS, *map(str, words)], capture_output=True, text=True, encoding="utf8", timeout=240, **options
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done


@pytest.fixture(scope="module")
def forked(tmp_path_factory) -> Run:
    """The same in a process forked from one that has loaded xltools: a second of start-up less each time."""
    folder = tmp_path_factory.mktemp("命令")

    def run_forked(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        said = [folder / "stdout", folder / "stderr"]
        process = _forked(_command, list(map(str, words)), said, cwd or Path.cwd())
        process.join(240)
        assert process.exitcode is not None
        told = [path.read_text(encoding="utf8") for path in said]
        assert "Traceback" not in "".join(told)
        return subprocess.CompletedProcess(words, process.exitcode, *told)

    return run_forked


def _command(words: list[str], said: list[Path], cwd: Path) -> None:
    for descriptor, path in enumerate(said, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
    os.chdir(cwd)
    sys.argv = ["xltools", *words]
    main()


def _forked(target: Callable[..., object], *args: object) -> ForkServerProcess:
    FORKS.set_forkserver_preload(["tests.test_cli", "xltools.buttons.rank"])
    process = FORKS.Process(target=target, args=args)
    process.start()
    return process


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> SamplePaths:
    """A 模拟 province of 24 counties whose returns were mended and collected."""
    sample = make_sample(tmp_path_factory.mktemp("小") / "office", seed=7, counties=24)
    mended(sample)
    done = run("press", "汇总上报", sample.workbook, "--from", sample.returns, "--json")
    assert done.returncode == 0, done.stdout
    return sample


@pytest.fixture
def workbook(small, tmp_path) -> Path:
    return Path(shutil.copy(small.workbook, tmp_path / "调度排名.xlsm"))


def test_list_names_every_button_with_key_and_caption():
    """The buttons of architecture: key, caption, workbook."""
    rows = json.loads(run("list", "--json").stdout)
    assert {(r["key"], r["label"], r["workbook"]) for r in rows} >= {
        ("collect", "汇总上报", "调度排名"),
        ("rank", "计分排名", "调度排名"),
        ("letters", "生成函件", "调度排名"),
    }


def test_a_press_by_its_caption_and_by_its_key_does_the_same(workbook, tmp_path):
    """--to leaves the workbook as it was."""
    before = workbook.read_bytes()
    one = json.loads(run("press", "rank", workbook, "--to", tmp_path / "一.xlsm", "--json").stdout)
    two = json.loads(run("press", "计分排名", workbook, "--to", tmp_path / "二.xlsm", "--json").stdout)
    assert one["lights"] == two["lights"]
    assert one["message"] == two["message"]
    assert workbook.read_bytes() == before


def test_an_unknown_button_is_answered_with_those_there_are(workbook, forked):
    """Exit 2: wrong usage."""
    done = forked("press", "排名", workbook)
    assert done.returncode == 2
    assert "计分排名" in done.stderr


@pytest.mark.parametrize(
    ("content", "word"),
    [(None, "找不到"), (b"", "空"), (b"PK\x03\x04broken", "不完整"), (b"<html></html>", "网页")],
)
def test_a_workbook_that_is_none_is_a_sentence(tmp_path, content, word, forked):
    """Missing, empty, broken, a web page named .xlsx: one sentence, and nothing is written."""
    path = tmp_path / "调度排名.xlsm"
    if content is not None:
        path.write_bytes(content)
    done = forked("press", "rank", path)
    assert done.returncode in (1, 2)
    assert word in done.stderr
    assert "调度排名.xlsm" in done.stderr
    assert path.exists() == (content is not None)


def test_a_workbook_open_elsewhere_is_refused(workbook, forked):
    """Excel's owner file beside it: exit 2, the file as it was."""
    before = workbook.read_bytes()
    (workbook.parent / f"~${workbook.name}").write_bytes(b"")
    done = forked("press", "rank", workbook)
    assert done.returncode == 2
    assert "关闭" in done.stderr
    assert workbook.read_bytes() == before


def test_a_workbook_without_the_table_says_which(tmp_path, forked):
    """县级填报 is not 调度排名."""
    path = Path(shutil.copy(shipped("workbooks", "县级填报.xlsx"), tmp_path / "a.xlsx"))
    done = forked("press", "letters", path, "--to", tmp_path / "b.xlsx")
    assert done.returncode == 1
    assert "函件清单" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--date", "2024年10月"], "YYYY-MM-DD"),
        (["--set", "支出权重"], "参数=值"),
        (["--set", "不存在的参数=1"], "不存在的参数"),
        (["--set", "支出权重=50"], "依据"),
        (["--set", "支出权重=500", "--because", "试"], "支出权重"),
        (["--set", "支出权重=50", "--because", "试"], "100"),
    ],
)
def test_wrong_options_are_told_before_anything_is_written(workbook, words, said, forked):
    """A date, a parameter, a value, a reason, a sum of weights."""
    before = workbook.read_bytes()
    done = forked("press", "rank", workbook, *words)
    assert done.returncode in (1, 2)
    assert said in done.stderr + done.stdout
    assert workbook.read_bytes() == before


def test_new_gives_blank_workbooks_and_never_overwrites(tmp_path, forked):
    """The second time it refuses, and what is there stays."""
    done = forked("new", "调度排名", "--to", tmp_path / "新")
    assert done.returncode == 0
    path = tmp_path / "新/调度排名.xlsm"
    assert path.read_bytes() == shipped("workbooks", "调度排名.xlsm").read_bytes()
    path.write_bytes(b"mine")
    assert forked("new", "--to", tmp_path / "新").returncode == 2
    assert path.read_bytes() == b"mine"
    assert forked("new", "没有这本").returncode == 2
    assert forked("new", "--no-macros", "--to", tmp_path / "无宏").returncode == 0
    plain = {path.name for path in (tmp_path / "无宏").iterdir()}
    assert plain == {
        "县级填报.xlsx", "发文登记.xlsx", "日常计分.xlsx", "调度排名.xlsx", "资金分配.xlsx", "项目库.xlsx",
        "资金监管.xlsx", "备案审查.xlsx", "资产盘活.xlsx", "督导检查.xlsx",
        "年度考核.xlsx",
    }  # fmt: skip


def test_check_looks_and_does_not_touch(workbook, forked):
    """Rows by table; the file keeps its bytes."""
    before = workbook.read_bytes()
    told = json.loads(forked("check", workbook, "--json").stdout)
    assert told["tables"]["县区名单"] == 24
    assert workbook.read_bytes() == before


def test_doctor_finds_this_machine_fit():
    """Exit 0 here, and every component named."""
    done = run("doctor", "--json")
    assert done.returncode == 0
    assert {"组件 xlwings", "附带文件 workbooks", "附带文件 templates"} <= {
        f["what"] for f in json.loads(done.stdout)
    }


def test_demo_refuses_a_folder_with_other_files(tmp_path, forked):
    """What an officer keeps there is not a demo."""
    (tmp_path / "我的.txt").write_text("x")
    assert forked("demo", tmp_path).returncode == 2
    assert (tmp_path / "我的.txt").exists()


def test_a_blank_shipped_workbook_says_what_to_fill(tmp_path, forked):
    """县区名单 and 调度表 are empty: a sentence for each button, exit 1."""
    forked("new", "调度排名", "--to", tmp_path)
    (tmp_path / "上报").mkdir()
    for button, word in (("collect", "县区名单"), ("rank", "调度表"), ("letters", "排名表")):
        done = forked("press", button, tmp_path / "调度排名.xlsm")
        assert done.returncode == 1
        assert word in done.stdout


def test_killed_at_any_moment_the_workbook_is_the_old_or_the_new_one(workbook, tmp_path):
    """kill -9 at 50 random moments of `rank`, most of them near the moment it saves.

    The moment follows the machine: later after a kill that left the old file, earlier after the new one.
    """
    old, started = workbook.read_bytes(), time.perf_counter()
    ranking = _forked(_ranking, workbook)
    ranking.join()
    assert ranking.exitcode == 0
    tables, saves_at = _tables(workbook), time.perf_counter() - started
    moments = random.Random(20240930)
    seen = {"old": 0, "new": 0}
    for _ in range(50):
        workbook.write_bytes(old)
        ranking = _forked(_ranking, workbook)
        time.sleep(saves_at * moments.uniform(0.7, 1.2))
        ranking.kill()
        ranking.join()
        if workbook.read_bytes() == old:
            seen["old"] += 1
            saves_at *= 1.08
        else:
            assert _tables(workbook) == tables
            seen["new"] += 1
            saves_at /= 1.08
    assert min(seen.values()) > 0, seen


def _ranking(workbook: Path) -> None:
    press_closed(find("rank"), workbook, today=dt.date(2024, 10, 8))


def _tables(workbook: Path) -> dict[str, bytes]:
    """Every part but 运行记录's sheet and the status cells, which hold the time; zipfile checks each CRC."""
    with zipfile.ZipFile(workbook) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert len(parts) > 20
    runs = Package.open(workbook).sheets["运行记录"]
    status = re.compile(r"\d\d-\d\d \d\d:\d\d 计分排名：[^<]* 秒）".encode())
    return {name: status.sub(b"", content) for name, content in parts.items() if name != runs}


def test_with_to_elsewhere_the_returns_are_still_those_beside_the_workbook(workbook, small, tmp_path, forked):
    """上报/ and 模板/ lie beside the workbook; what is written lies beside the result."""
    shutil.copytree(small.returns, workbook.parent / "上报" / small.returns.name)
    (tmp_path / "试算").mkdir()
    busy = min(path.name for path in small.returns.iterdir())
    (workbook.parent / "上报" / small.returns.name / f"~${busy}").touch()
    done = forked("press", "collect", workbook, "--to", tmp_path / "试算/调度排名.xlsm", "--json")
    assert done.returncode == 0, done.stdout
    outcome = json.loads(done.stdout)
    assert outcome["states"]["已报"] == 24
    assert [i["file"] for i in outcome["issues"] if "正被别的程序打开" in i["problem"]] == [busy]


def test_a_value_given_with_the_press_wins_over_the_sheet_s(workbook, forked):
    """本次取值 3 on sheet 参数, 4 after --set: the last 4 counties are shown."""
    with open_closed(workbook) as book:
        listed = book.sheets["参数"].tables["参数"]
        header, body = listed.header_row_range.value, listed.data_body_range
        row = [values[header.index("名称")] for values in body.value].index("提醒函后位县数")
        body[row, header.index("本次取值")].value = 3
        body[row, header.index("依据")].value = "模拟会议纪要"
        book.save()
    given = ("--set", "提醒函后位县数=4", "--because", "模拟会议纪要")
    for words, shown in (((), 3), (given, 4)):
        done = forked("press", "rank", workbook, *words, "--json")
        assert done.returncode == 0, done.stdout
        assert len(json.loads(done.stdout)["last"]) == shown


def test_a_cell_that_cannot_be_read_is_told_as_it_stands(workbook, forked):
    """Words in 调度表: the cell and the words, not that it is blank."""
    with open_closed(workbook) as book:
        listed = book.sheets["调度表"].tables["调度表"]
        header, body = listed.header_row_range.value, listed.data_body_range
        body[0, header.index("中央支出")].value = "四千五百左右"
        book.save()
    done = forked("press", "rank", workbook, "--json")
    assert done.returncode == 1
    outcome = json.loads(done.stdout)
    assert outcome["message"].startswith("没有完成")
    assert "四千五百左右" in {issue["value"] for issue in outcome["issues"]}


def test_letters_are_not_written_for_a_期别_that_is_not_the_one_ranked(workbook, forked):
    """排名表 is September's, 参数 says August: rank August first."""
    assert forked("press", "rank", workbook).returncode == 0
    done = forked("press", "letters", workbook, "--set", "期别=2024-08", "--json")
    assert done.returncode == 1
    assert "计分排名" in json.loads(done.stdout)["issues"][0]["remedy"]
    assert not (workbook.parent / "函件").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["没有这个"], "没有“没有这个”这个命令"),
        (["press", "rank"], "少写了“workbook”（工作簿 .xlsx 或 .xlsm）"),
        (["bundle", "--to", "x"], "少写了“--python”"),
        (["list", "多余"], "多写了“多余”"),
        (["new", "--to"], "“--to”后面要写一个值"),
        (["new", "--macros=1"], "“--macros”后面不要写值"),
        (["demo", "--sed", "3"], "没有“--sed”这个选项，是不是要写 --seed"),
        (["demo", "--counties", "三十"], "“--counties”（县区数）的值不能用，应为整数"),
    ],
)
def test_a_command_typed_wrongly_is_told_in_chinese_and_as_json(words, sentence, tmp_path, forked):
    """Exit 2, on the terminal and for scripts; nothing is made."""
    shown, scripted = forked(*words, cwd=tmp_path), forked(*words[:1], "--json", *words[1:], cwd=tmp_path)
    assert (shown.returncode, scripted.returncode) == (2, 2)
    assert sentence in shown.stderr
    assert "--help" in shown.stderr
    assert shown.stdout == ""
    if words[0] != "没有这个":
        assert sentence in json.loads(scripted.stdout)["error"]
    assert list(tmp_path.iterdir()) == []
