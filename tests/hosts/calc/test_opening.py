"""Workbooks opened in Calc and stored again; whatever goes wrong ends in a sentence."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwings as xw

from tests.hosts.running_calc import in_calc
from tests.ooxml.nasty import nasty
from xltools.errors import FileError, HostError
from xltools.hosts.calc.document import CalcDocument
from xltools.hosts.calc.office import Office
from xltools.hosts.calc.opening import attached
from xltools.hosts.calc.unolib import options, url_of
from xltools.hosts.closed import open_closed
from xltools.hosts.document import Document


def test_xlwings_is_as_it_was_afterwards(path: Path, tmp_path: Path) -> None:
    """The inner of two workbooks is the caller, whatever their engines; then the outer one again."""
    other = nasty(tmp_path / "第二本.xlsx")
    before = xw.engines.active
    with open_closed(path) as outer:
        with in_calc(other) as inner:
            assert inner.app.engine.name == "calc"
            assert xw.Book.caller() == inner
        assert xw.Book.caller() == outer
    assert xw.engines.active is before
    assert not hasattr(xw.Book, "_mock_caller")


def test_the_program_says_what_it_is(book: xw.Book) -> None:
    assert book.app.version.major >= 7


def test_a_document_may_be_wrapped(path: Path) -> None:
    """Each that is opened, also a second one."""
    seen: list[Document] = []

    def remembered(document: Document) -> Document:
        seen.append(document)
        return document

    with in_calc(path, wrap=remembered) as book:
        book.app.books.open(nasty(path.with_name("另一本.xlsx")))
        assert [document.path.name for document in seen] == ["项目.xlsx", "另一本.xlsx"]


def test_a_workbook_the_officer_has_open_is_not_opened_twice_and_stays_open(
    path: Path, running: Office, tmp_path: Path
) -> None:
    """A table whose home is another workbook is read as it is on the screen."""
    other = nasty(tmp_path / "另一本.xlsx")
    with in_calc(path), in_calc(other) as shown:
        shown.sheets["汇总"]["A9"].value = "还没保存"
        with attached(running.pipe, url_of(path)) as book:
            second = book.app.books.open(other)
            assert second.sheets["汇总"]["A9"].value == "还没保存"
            second.close()
        assert shown.sheets["汇总"]["A9"].value == "还没保存"


def test_a_file_open_elsewhere_is_refused(path: Path) -> None:
    """Also to be saved over."""
    mark = path.with_name(f"~${path.name}")
    mark.touch()
    with pytest.raises(HostError, match="正在别的程序中打开"), in_calc(path):
        pass
    mark.unlink()
    path.with_name("~$另存.xlsx").touch()
    with in_calc(path) as book, pytest.raises(HostError, match=r"“另存.xlsx”正在别的程序中打开"):
        book.save(path.with_name("另存.xlsx"))


def test_the_mark_of_an_open_file_goes_when_it_is_closed(path: Path) -> None:
    mark = path.with_name(f".~lock.{path.name}#")
    with in_calc(path):
        assert mark.exists()
    assert not mark.exists()


@pytest.mark.parametrize(
    ("content", "error", "sentence"),
    [
        (b"", FileError, "空文件"),
        (b"not a zip", FileError, "."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, FileError, "."),
    ],
)
def test_what_is_no_workbook_is_refused(
    tmp_path: Path, content: bytes, error: type[Exception], sentence: str
) -> None:
    (tmp_path / "坏.xlsx").write_bytes(content)
    with pytest.raises(error, match=sentence), in_calc(tmp_path / "坏.xlsx"):
        pass
    assert not (tmp_path / ".~lock.坏.xlsx#").exists()


def test_a_damaged_workbook_is_refused_in_a_sentence(path: Path) -> None:
    """LibreOffice itself cannot read it, and asks nobody whether to repair it."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:300]
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"][:200]
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    with pytest.raises((FileError, HostError), match=r"项目.xlsx"), in_calc(path):
        pass


def test_a_file_with_a_password_is_refused(path: Path, running: Office) -> None:
    """Nobody is there to type it."""
    locked = path.with_suffix(".ods")
    with in_calc(path) as book:
        kind = options(FilterName="calc8", Password="秘密")
        book.impl.document._model.storeToURL(url_of(locked), kind)
    with pytest.raises(HostError, match=r"打不开“项目.ods”：.*密码"), in_calc(locked):
        pass


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text("a,b")
    with (
        pytest.raises(HostError, match=r"只处理 .xlsx、.xlsm、.ods 文件，不能处理“表.csv”"),
        in_calc(tmp_path / "表.csv"),
    ):
        pass


def test_a_workbook_is_saved_as_its_own_kind_alone(path: Path) -> None:
    with in_calc(path) as book, pytest.raises(HostError, match="只能存为同类文件"):
        book.save(path.with_suffix(".xlsm"))
    assert not path.with_suffix(".xlsm").exists()


def test_macros_and_open_documents_are_saved_as_such(path: Path) -> None:
    """With the content type that Excel looks for; nothing about macros is lost on the way."""
    workbooks = Path(__file__).parents[3] / "workbooks"
    macros = path.with_name("调度 排名.xlsm")
    shutil.copy(workbooks / "调度排名.xlsm", macros)
    with in_calc(macros) as book:
        book.sheets["说明"].range("H1").value = "模拟"
        book.save()
    with zipfile.ZipFile(macros) as saved:
        assert "xl/vbaProject.bin" in saved.namelist()
        assert b"sheet.macroEnabled.main+xml" in saved.read("[Content_Types].xml")
    document = path.with_suffix(".ods")
    with in_calc(path) as book:
        book.impl.document._model.storeToURL(url_of(document), options(FilterName="calc8"))
    with in_calc(document) as book:
        book.sheets["汇总"]["A9"].value = 7
        book.save()
    with zipfile.ZipFile(document) as saved:
        assert saved.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
    with in_calc(document) as book:
        assert book.sheets["汇总"]["A9"].value == 7


def test_what_cannot_be_saved_is_told_and_the_workbook_stays_open(path: Path, tmp_path: Path) -> None:
    with in_calc(path) as book:
        with pytest.raises(HostError, match=r"没能保存“存.xlsx”：文件夹“.*没有”不存在"):
            book.save(tmp_path / "没有" / "存.xlsx")
        with pytest.raises(HostError, match=r"没能保存.*内容都在"):
            book.save(tmp_path / f"{'长' * 200}.xlsx")
        assert book.name == "项目.xlsx"
        book.save()


def test_results_that_the_file_calls_stale_are_calculated(tmp_path: Path) -> None:
    """As Excel does; without that mark LibreOffice shows what was stored, as Excel would."""
    for stale, result in ((True, 3), (False, 99)):
        path = tmp_path / f"{stale}.xlsx"
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [1, 2])
        sheet.write_formula(0, 2, "=A1+B1", None, 99)
        book.close()
        loaded = openpyxl.load_workbook(path)
        assert loaded.calculation.fullCalcOnLoad
        if not stale:
            data = {n: zipfile.ZipFile(path).read(n) for n in zipfile.ZipFile(path).namelist()}
            data["xl/workbook.xml"] = data["xl/workbook.xml"].replace(b'fullCalcOnLoad="1"', b"")
            data["docProps/app.xml"] = data["docProps/app.xml"].replace(
                b"<Application>Microsoft Excel</Application>",
                b"<Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion>",
            )
            with zipfile.ZipFile(path, "w") as new:
                for name, content in data.items():
                    new.writestr(name, content)
        with in_calc(path) as opened:
            assert opened.sheets[0]["C1"].value == result


def test_an_error_closes_the_workbook_and_stores_nothing(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), in_calc(path) as book:
        book.sheets["汇总"]["A9"].value = 1
        1 / 0  # noqa: B018
    assert path.read_bytes() == before


def test_a_sheet_that_is_gone_is_told(book: xw.Book, document: CalcDocument) -> None:
    gone = book.sheets["汇总"]
    document._component.model.Sheets.removeByName("汇总")
    with pytest.raises(HostError, match="没有工作表“汇总”"):
        gone["A1"].value  # noqa: B018


def test_a_name_for_a_sheet_that_excel_would_not_take_is_refused(book: xw.Book) -> None:
    """LibreOffice would."""
    with pytest.raises(HostError, match="要有 1 到 31 个字"):
        book.sheets.add("甲" * 32)


@pytest.mark.parametrize("name", ["1名", "A1", "有 空"])
def test_a_name_that_nothing_can_have_is_refused(book: xw.Book, name: str) -> None:
    with pytest.raises(HostError, match=f"“{name}”不能用作名称"):
        book.names.add(name, "=项目!$A$1")


def test_the_workbook_of_a_url_is_found_among_several(path: Path, running: Office, tmp_path: Path) -> None:
    """And stays open, unsaved, with nothing locked."""
    other = nasty(tmp_path / "另 一&本'.xlsx")
    with in_calc(path), in_calc(other) as second:
        with attached(running.pipe, url_of(other)) as book:
            assert Path(book.fullname) == other
            assert xw.Book.caller() == book
            book.app.screen_updating = False
            book.sheets["汇总"]["A9"].value = 1
        assert second.sheets["汇总"]["A9"].value == 1
        assert not second.impl.document._model.hasControllersLocked()


def test_a_workbook_that_is_not_open_is_told(path: Path, running: Office) -> None:
    told = pytest.raises(HostError, match=r"“项目.xlsx”已经不在 LibreOffice 里打开着")
    with told, attached(running.pipe, url_of(path)):
        pass
    with pytest.raises(HostError, match="还没有保存过"), attached(running.pipe, ""):
        pass
    with pytest.raises(HostError, match="连不上 LibreOffice"), attached("没有这条管道", url_of(path)):
        pass
