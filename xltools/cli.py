"""The same buttons on the command line. Exit 0 done, 1 the input needs mending, 2 usage or environment."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xltools.errors import UsageError, XltoolsError, unforeseen

if TYPE_CHECKING:
    from xltools.policy import Override

app = typer.Typer(
    name="xltools",
    help="衔接资金项目质效双提：汇总上报、计分排名、红黄绿预警、生成函件",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Json = Annotated[bool, typer.Option("--json", help="输出 JSON，供脚本使用")]


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="样例省放在哪个文件夹")] = Path("模拟省"),
    seed: Annotated[int, typer.Option(help="随机种子；同一种子得到同样的文件")] = 2024,
    counties: Annotated[int, typer.Option(help="县区数")] = 183,
    as_json: Json = False,
) -> None:
    """造一个模拟省，走完一年：每月汇总、排名、发函，三月备案审查，八月清库，十二月分配下年度资金。"""
    from xltools.demo import run_demo

    with _told(as_json):
        run_demo(folder, seed=seed, counties=counties, as_json=as_json)


@app.command("list")
def list_(as_json: Json = False) -> None:
    """列出全部按钮：名称、英文名、所在工作簿、用途。"""
    from xltools.buttons import buttons
    from xltools.console import OUT, print_json

    with _told(as_json):
        rows = [{"key": b.key, "label": b.label, "workbook": b.workbook, "help": b.help} for b in buttons()]
        if as_json:
            print_json(rows)
        for row in () if as_json else rows:
            OUT.print(f"{row['label']}　{row['key']}　{row['workbook']}　{row['help']}", markup=False)


@app.command()
def new(
    workbooks: Annotated[list[str] | None, typer.Argument(help="工作簿名，不写即全部")] = None,
    to: Annotated[Path, typer.Option(help="放在哪个文件夹")] = Path(),
    macros: Annotated[
        bool, typer.Option("--macros/--no-macros", help="要带按钮的 .xlsm，还是不带宏的 .xlsx")
    ] = True,
    as_json: Json = False,
) -> None:
    """取一份空白工作簿；已有同名文件时不覆盖。"""
    from xltools.console import OUT, print_json
    from xltools.shipped import copy_workbooks

    with _told(as_json):
        made = copy_workbooks(workbooks or [], to, macros)
        if as_json:
            print_json([str(path) for path in made])
        for path in () if as_json else made:
            OUT.print(f"已放好：{path}", markup=False)


@app.command()
def press(
    button: Annotated[str, typer.Argument(help="按钮：英文名或中文名")],
    workbook: Annotated[Path, typer.Argument(help="工作簿 .xlsx 或 .xlsm")],
    to: Annotated[Path | None, typer.Option(help="结果另存为；不写即存回原文件")] = None,
    source: Annotated[Path | None, typer.Option("--from", help="上报文件所在文件夹")] = None,
    date: Annotated[str | None, typer.Option(help="办理日期 YYYY-MM-DD，不写即今天")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help="本次取值：参数=值，可写多个")] = None,
    because: Annotated[list[str] | None, typer.Option(help="改动参数的依据，与 --set 一一对应")] = None,
    as_json: Json = False,
) -> None:
    """在没有打开的工作簿上按一个按钮。"""
    from xltools.buttons import find
    from xltools.console import print_result, progress_bar
    from xltools.press import press_closed

    with _told(as_json):
        pressed = find(button)
        overrides = _overrides(set_ or [], because or [])
        with progress_bar(not as_json) as progress:
            result = press_closed(pressed, workbook, to, source, _day(date), overrides, progress)
        print_result(pressed.label, result, as_json)
        _leave(result.exit_code)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="工作簿 .xlsx、.xlsm、.xls、.et，或 Word 模板 .docx")],
    kind: Annotated[str, typer.Option(help="模板：是哪一种函件的；不写即看文件名")] = "",
    preview: Annotated[
        Path | None, typer.Option(help="模板：用模拟数据生成一份函件（.docx 和 PDF），存为这个文件")
    ] = None,
    as_json: Json = False,
) -> None:
    """检查一个工作簿里的各张表，或一份 Word 模板里的标签，只看不改。"""
    from xltools.letters.store import is_document

    with _told(as_json):
        if is_document(file):
            _check_template(file, kind, preview, as_json)
        elif kind or preview:
            raise UsageError(f"“{file.name}”不是 Word 模板。--kind、--preview 只用于模板（.docx）")
        else:
            _check_workbook(file, as_json)


def _check_template(path: Path, kind: str, preview: Path | None, as_json: bool) -> None:
    from xltools.console import print_checked_template
    from xltools.letters.checking import check_template

    checked = check_template(path, kind, preview)
    print_checked_template(checked, as_json)
    _leave(checked.exit_code)


def _check_workbook(workbook: Path, as_json: bool) -> None:
    from xltools.checking import check_workbook
    from xltools.console import OUT, issue_record, print_issues, print_json

    checked = check_workbook(workbook)
    if as_json:
        print_json({"tables": checked.rows, "issues": [issue_record(issue) for issue in checked.issues]})
    else:
        for table, rows in checked.rows.items():
            OUT.print(f"{table}　{rows} 行", markup=False)
        print_issues(checked.issues)
        OUT.print("没有发现问题" if not checked.issues else "")
    _leave(checked.exit_code)


@app.command("open")
def open_(workbook: Annotated[Path, typer.Argument(help="带按钮的工作簿 .xlsm")]) -> None:
    """在 LibreOffice 里打开工作簿，表里的按钮可以按（国产 Linux 电脑用）。"""
    with _told(False):
        from xltools.hosts.calc.pressing import open_for_pressing

        open_for_pressing(workbook)


@app.command()
def menu(paths: Annotated[list[Path] | None, typer.Argument(help="工作簿或文件夹")] = None) -> None:
    """启动工具：在菜单里选工作簿、按按钮、打开结果（WPS 或不能用宏时用）。"""
    with _told(False):
        from xltools.launcher import launch

        _leave(launch(paths or []))


@app.command()
def bundle(
    python: Annotated[
        Path, typer.Option("--python", help="Windows embeddable package，python-3.x-embed-amd64.zip")
    ],
    to: Annotated[Path, typer.Option(help="做到哪个文件夹，须是新的")],
    wheels: Annotated[Path | None, typer.Option(help="离线时：存放各组件 .whl 的文件夹")] = None,
    as_json: Json = False,
) -> None:
    """做一个可整个拷到 Windows 电脑上用的文件夹：Python、组件、工作簿、启动工具、使用说明。"""
    from xltools.bundle.making import make_bundle
    from xltools.console import OUT, print_json, progress_bar

    with _told(as_json):
        with progress_bar(not as_json) as progress:
            made = make_bundle(python, to, wheels, progress)
        if as_json:
            print_json(made.record())
        else:
            OUT.print(made.message, markup=False)


@app.command()
def doctor(
    folder: Annotated[Path | None, typer.Argument(help="工作簿所在的文件夹，不写即当前文件夹")] = None,
    workbook: Annotated[Path | None, typer.Option(help="只查这一个工作簿用的 Python")] = None,
    as_json: Json = False,
) -> None:
    """自检：这台电脑能不能用，Excel、WPS、宏、Python、路径各有什么要处理。"""
    from xltools.console import OUT, print_json
    from xltools.doctor import examine, verdict

    with _told(as_json):
        findings = examine(folder, workbook)
        if as_json:
            print_json([finding.record() for finding in findings])
        else:
            for finding in findings:
                OUT.print(str(finding), markup=False)
            OUT.print(verdict(findings), markup=False)
        _leave(2 if any(finding.blocking for finding in findings) else 0)


def main() -> None:
    """Entry point: Chinese survives any terminal encoding, and nobody ever sees a traceback."""
    from xltools.launcher.terminal import prepare

    prepare()
    try:
        sys.exit(app(standalone_mode=False))
    except (KeyboardInterrupt, typer.Abort):
        sys.exit("已中断，文件未改动")
    except Exception as error:
        if not hasattr(error, "format_message"):  # of typer's parser
            raise
        _refuse(error)


def _refuse(error: Exception) -> None:
    """A command that was typed wrongly; a bare `xltools` has shown its help by now."""
    from xltools.console import print_error
    from xltools.usage import wrong_usage

    if type(error).__name__ != "NoArgsIsHelpError":
        print_error(wrong_usage(error), as_json="--json" in sys.argv)
    sys.exit(2)


def _overrides(pairs: list[str], reasons: list[str]) -> tuple[Override, ...]:
    from xltools.policy import make_override

    if len(reasons) > len(pairs):
        raise UsageError("--because 比 --set 多：每个依据对应一个 --set")
    made = []
    for pair, reason in zip(pairs, [*reasons, *[""] * (len(pairs) - len(reasons))], strict=True):
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"“{pair}”应写成 参数=值，如 --set 支出权重=45 --because 省厅会议纪要")
        made.append(make_override(name.strip(), value.strip(), reason))
    return tuple(made)


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"日期“{text}”应写成 YYYY-MM-DD，如 2024-10-08") from None


@contextmanager
def _told(as_json: bool) -> Iterator[None]:
    """Turn whatever went wrong into a sentence and an exit code."""
    from xltools.console import print_error

    try:
        yield
    except XltoolsError as error:
        print_error(error, as_json)
        _leave(error.exit_code)
    except (typer.Exit, KeyboardInterrupt):
        raise
    except Exception as error:  # a fault of the toolkit: the officer gets a sentence, the log the rest
        print_error(unforeseen(error), as_json)
        _leave(2)


def _leave(code: int) -> None:
    if code:
        raise typer.Exit(code)


if __name__ == "__main__":
    main()
