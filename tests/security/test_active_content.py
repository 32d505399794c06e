"""A return that brings macros, links or programs along: nothing of it runs, is followed or is carried on."""

from __future__ import annotations

import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.auditing import listening
from tests.returns.factory import GOOD, changed, write_return
from tests.returns.test_sendback import read, sent_back
from tests.security import promise
from xltools.buttons import find
from xltools.ooxml.active import runs_something
from xltools.ooxml.package import Package
from xltools.press import press_closed
from xltools.shipped import shipped

BAD = changed(中央支出="四千五百")
TYPES = "[Content_Types].xml"
RELS = "xl/_rels/workbook.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DDE = (
    '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<ddeLink ddeService="cmd" ddeTopic="/c touch ran"/></externalLink>'
)


def changed_parts(path: Path, parts: dict[str, bytes], types: str = "", relations: str = "") -> Path:
    """A workbook with further parts, content types and relations of its workbook part."""
    with zipfile.ZipFile(path) as old:
        held = {name: old.read(name) for name in old.namelist()}
    held[TYPES] = held[TYPES].replace(b"</Types>", f"{types}</Types>".encode())
    held[RELS] = held[RELS].replace(b"</Relationships>", f"{relations}</Relationships>".encode())
    with zipfile.ZipFile(path, "w") as new:
        for name, data in (held | parts).items():
            new.writestr(name, data)
    return path


def relation(kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="evil{kind}" Type="{kind}" Target="{target}"{mode}/>'


MACRO = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
VBA = b"Sub Auto_Open() (macro)"

EVIL = {
    "macro": ({"xl/vbaProject.bin": VBA}, "", relation(MACRO, "vbaProject.bin")),
    "macro by another name": ({"xl/a.bin": VBA}, "", relation(MACRO.replace("vbaP", "vba&#80;"), "a.bin")),
    "macro workbook": (
        {"xl/other.bin": VBA},
        '<Override PartName="/xl/other.bin" ContentType="application/vnd.ms-office.vbaProject"/>', "",
    ),
    "macro sheet": ({"xl/m.xml": VBA}, "", relation(f"{OFFICE}/xlMacrosheet", "m.xml")),
    "ActiveX": (
        {"xl/activeX/activeX1.bin": VBA},
        '<Override PartName="/xl/activeX/activeX1.bin" ContentType="application/vnd.ms-office.activeX"/>', "",
    ),
    "OLE": ({"xl/embeddings/o.bin": VBA}, "", relation(f"{OFFICE}/oleObject", "embeddings/o.bin")),
    "query": ({"xl/connections.xml": VBA}, "", relation(f"{OFFICE}/connections", "connections.xml")),
    "DDE": (
        {"xl/externalLinks/externalLink1.xml": DDE.encode()}, "",
        relation(f"{OFFICE}/externalLink", "externalLinks/externalLink1.xml"),
    ),
}  # fmt: skip


@promise(5)
@pytest.mark.parametrize("kind", EVIL)
def test_what_runs_is_not_carried_into_a_退回单(tmp_path, kind):
    """The county still gets the list of what to mend, as a workbook of ours."""
    source = changed_parts(write_return(tmp_path / "in/511102.xlsm", BAD), *EVIL[kind])
    (back,) = sent_back(tmp_path / "in", tmp_path / "out").values()
    assert back.suffix == ".xlsx"
    with zipfile.ZipFile(back) as written, zipfile.ZipFile(source) as sent:
        added = set(EVIL[kind][0])
        assert added <= set(sent.namelist())
        assert not added & set(written.namelist())
        assert not any(
            VBA in written.read(name) or b"ddeLink" in written.read(name) for name in written.namelist()
        )
    assert not runs_something(Package.open(back))


@promise(5)
def test_a_macro_workbook_is_read_for_its_figures_like_any_other(tmp_path):
    """县级填报 has no macros, but a county may send what it likes."""
    changed_parts(write_return(tmp_path / "in/511102.xlsm", GOOD), *EVIL["macro"])
    (each,) = read(tmp_path / "in")
    assert each.rows.values("中央支出") == [4500]
    assert not each.rows.errors


@promise(5)
def test_what_counties_ordinarily_send_is_marked_in_their_own_file(tmp_path):
    """The shipped form and a plain workbook hold nothing that runs; our own .xlsm does."""
    assert not runs_something(Package.open(shipped("workbooks", "县级填报.xlsx")))
    assert not runs_something(Package.open(write_return(tmp_path / "a.xlsx", GOOD)))
    assert runs_something(Package.open(shipped("workbooks", "调度排名.xlsm")))


REACHING_OUT = (
    "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "os.system", "os.exec",
    "os.posix_spawn", "subprocess.Popen", "ctypes.dlopen", "webbrowser.open",
)  # fmt: skip


@pytest.fixture
def beacon() -> Iterator[socket.socket]:
    """A server on this computer that a followed link would reach."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


@promise(6)
def test_nothing_that_a_return_points_to_is_followed(desk, beacon, tmp_path):
    """A linked workbook on a server and one on the disk, a linked picture, DDE, an entity, WEBSERVICE."""
    port, secret = beacon.getsockname()[1], tmp_path / "密.txt"
    secret.write_text("9999", encoding="utf8")
    outside = ' TargetMode="External"'
    linked = relation(f"{OFFICE}/externalLinkPath", secret.as_uri(), outside)
    parts = {
        "xl/externalLinks/externalLink1.xml": DDE.encode(),
        "xl/externalLinks/_rels/externalLink1.xml.rels": (
            f'<Relationships xmlns="{RELATIONS}">{linked}</Relationships>'.encode()
        ),
    }
    links = "".join(
        relation(f"{OFFICE}/{kind}", target, mode)
        for kind, target, mode in (
            ("externalLink", "externalLinks/externalLink1.xml", ""),
            ("image", f"http://127.0.0.1:{port}/seen.png", outside),
            ("attachedTemplate", f"http://127.0.0.1:{port}/seen", outside),
        )
    )
    formula = f'=WEBSERVICE("http://127.0.0.1:{port}/seen")'
    for name, row in (
        ("511102", GOOD),
        ("511002", changed(行政区划代码="511002", 市州="内江市", 中央支出=formula)),
    ):
        path = write_return(desk.folder / "上报/2024-09" / f"{name}.xlsx", row)
        changed_parts(path, parts, "", links)
    tried: list[str] = []

    def listener(event: str, args: tuple[object, ...]) -> None:
        if event in REACHING_OUT or (event == "open" and args[0] == str(secret)):
            tried.append(f"{event} {args}")

    with listening(listener):
        result = press_closed(find("collect"), desk.dispatch)
        assert tried == []
        secret.read_text(encoding="utf8")
    assert len(tried) == 1, "the watch itself"
    assert result.facts["states"]["已报"] == 2, "read with the values that the file last had"
    with pytest.raises(BlockingIOError):
        beacon.accept()
