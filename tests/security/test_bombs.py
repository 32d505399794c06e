"""Files made to fill memory or never to end: refused in a sentence, within bounds; the others are read."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.letters.made_templates import docx_of
from tests.returns.factory import GOOD, write_return
from tests.security import promise

MB = 1 << 20
MEMORY, SECONDS = 900 * MB, 30
"""Of the whole command. pandas and lxml alone reserve some 400 MB of addresses."""

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&i;</t></si></sst>'
)
FILE = '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><s>&x;</s>'


def limited(*words: object, **more: str) -> subprocess.CompletedProcess[str]:
    """A command that is ended where it takes more memory or time than a file may cost."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", *map(str, words)],
        capture_output=True, text=True, encoding="utf8", timeout=SECONDS, check=False, env=os.environ | more,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )  # fmt: skip


def with_part(path: Path, part: str, data: bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
    """One part of a package replaced or added."""
    with zipfile.ZipFile(path) as old:
        held = {name: old.read(name) for name in old.namelist()} | {part: data}
    with zipfile.ZipFile(path, "w", method) as new:
        for name, content in held.items():
            new.writestr(name, content)


def sheet(rows: bytes) -> bytes:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return head + rows + b"</sheetData></worksheet>"


CORNERS = b'<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>'
PARTS = {
    "510104": ("xl/worksheets/sheet1.xml", sheet(b" " * (64 * MB))),
    "510105": ("xl/sharedStrings.xml", ENTITIES.encode()),
    "510106": ("xl/sharedStrings.xml", ENTITIES.encode("utf-16")),
    "510107": ("xl/worksheets/sheet1.xml", FILE.encode()),
    "510108": ("xl/worksheets/sheet1.xml", b"<a>" * (2 * MB)),
    "510112": ("xl/worksheets/sheet1.xml", sheet(CORNERS)),
}  # fmt: skip


@promise(4)
def test_bombs_among_the_returns_cost_no_more_than_a_return(desk):
    """64 MB of blanks in 64 kB, entities thousandfold, a file of the computer, depth, the last cell."""
    folder = desk.folder / "上报/2024-09"
    write_return(folder / "511102.xlsx", GOOD)
    for code, (part, data) in PARTS.items():
        with_part(write_return(folder / f"{code}.xlsx", GOOD), part, data)
    done = limited("-m", "xltools", "press", "collect", desk.dispatch, "--json", TMPDIR=str(desk.folder))
    assert "Traceback" not in done.stderr
    outcome = json.loads(done.stdout)
    told = {issue["file"] for issue in outcome["issues"]}
    assert {f"{code}.xlsx" for code in PARTS} <= told
    assert outcome["states"]["已报"] == 1
    assert "root:" not in done.stdout


BOMBS = {
    "zip": b" " * (101 * MB),
    "entities": ENTITIES.encode(),
    "entities in UTF-16": ENTITIES.encode("utf-16"),
    "file": FILE.encode(),
}


CHECK = """
import sys
from pathlib import Path
from xltools.errors import TemplateError
from xltools.letters.kinds import KINDS
from xltools.letters.template import Template
for path in map(Path, sys.argv[1:]):
    try:
        Template.load(KINDS["整改通知书"], path)
    except TemplateError as error:
        print(error)
"""


@promise(4)
def test_a_bomb_for_a_template_is_refused(tmp_path):
    """The same for what an office takes over from others as its template."""
    for name, part in BOMBS.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(docx_of())
        with_part(path, "word/settings.xml", part)
    said = limited("-c", CHECK, *(tmp_path / f"{name}.docx" for name in BOMBS))
    assert said.stderr == ""
    assert [name for name in BOMBS if f"“{name}.docx”" not in said.stdout] == []
    assert "root:" not in said.stdout
