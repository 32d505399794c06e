"""vbaProject.bin from source: compressed, hidden, contained, listed; read back by olefile and oletools."""

from __future__ import annotations

import io
import os
import random
import struct
from pathlib import Path

import olefile
import pytest
import xlwings
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.build import vba
from xltools.build.macros.compression import compress
from xltools.build.macros.container import compound
from xltools.build.macros.encryption import encrypt
from xltools.build.macros.modules import class_module, sheet_module, standard_module, workbook_module
from xltools.build.macros.project import vba_project

EXCEL_WROTE = Path(xlwings.__file__).with_name("quickstart_standalone.xlsm")
"""A workbook with macros that Excel itself has saved."""

WORDS = (
    "Sub ",
    "End ",
    "\r\n",
    "    ",
    "Press_",
    "x",
    "y",
    '"',
    "If ",
    "Then",
    "aaaaaaaa",
    "é",
    "0",
    "7",
    "Kq",
    "zw",
)
MODULES = (
    workbook_module("ThisWorkbook"),
    sheet_module("Guide", "Private Sub Worksheet_Activate()\nEnd Sub\n"),
    standard_module("One", "Sub A()\nEnd Sub\n"),
)


def code(seed: int, length: int) -> bytes:
    """So many bytes of what looks like source."""
    chance = random.Random(seed)
    return "".join(chance.choices(WORDS, k=length)).encode("cp1252")[:length]


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 13_000))
@example(1, 4095)
@example(1, 4096)
@example(1, 4097)
@example(1, 8192)
def test_compressed_source_is_read_back_as_it_was(seed: int, length: int) -> None:
    """Whole chunks and part chunks."""
    source = code(seed, length)
    assert vba.decompressed(compress(source)) == source


@pytest.mark.parametrize("source", [b"a" * 4096, b"a" * 9000, b"ab" * 4097, bytes(range(32, 127)) * 90])
def test_runs_longer_than_a_copy_token_can_hold_are_read_back(source: bytes) -> None:
    """At the start of a chunk a token reaches far and short, at its end near and long."""
    assert vba.decompressed(compress(source)) == source


@given(st.binary(min_size=1, max_size=600))
def test_short_sources_of_any_bytes_are_read_back(source: bytes) -> None:
    """Also what has no run in it at all."""
    assert vba.decompressed(compress(source)) == source


def test_source_shrinks() -> None:
    """xlwings' own module of 46 KB, which Excel compresses to about two fifths."""
    source = Path(xlwings.__file__).with_name("xlwings.bas").read_bytes()
    assert vba.decompressed(compress(source)) == source
    assert len(compress(source)) < len(source) * 0.45


def test_what_would_have_to_stay_raw_is_refused() -> None:
    """Excel does not load a module with a raw chunk; noise is no VBA source."""
    with pytest.raises(ValueError, match="no VBA source"):
        compress(os.urandom(4096))


@given(st.binary(max_size=40), st.uuids())
def test_hidden_bytes_are_found_by_the_rule_of_the_specification(data: bytes, identity: object) -> None:
    """Whatever the data and the project's id."""
    project_id = f"{{{identity}}}".upper()
    assert vba.decrypted(encrypt(data, project_id), project_id) == data


def test_the_rule_reads_what_excel_wrote() -> None:
    """These tests decode rightly: Excel's own CMG, DPB and GC say unprotected, no password, visible."""
    found = vba.settings(vba.project_of(EXCEL_WROTE.read_bytes()))
    values = [vba.decrypted(found[name], found["ID"]) for name in ("CMG", "DPB", "GC")]
    assert values == [bytes(4), bytes(1), b"\xff"]


NAMES = st.text("ABCabc019_", min_size=1, max_size=20)
STREAMS = st.dictionaries(NAMES, st.integers(0, 9_000).map(lambda n: bytes(i % 251 for i in range(n))))


def folded(names: dict[str, bytes]) -> bool:
    return len({name.upper() for name in names}) == len(names)


@settings(max_examples=40, deadline=None)
@given(STREAMS.filter(folded), STREAMS.filter(folded))
@example({"a": b"x" * 4095, "b": b"x" * 4096, "c": b""}, {"d": b"x" * 64, "e": b"x" * 65, "f": b"x" * 512})
@example({"big": b"x" * 200_000}, {})
def test_every_stream_of_a_container_is_read_back(root: dict[str, bytes], inner: dict[str, bytes]) -> None:
    """Short streams, long ones, and the sizes between which they change their place."""
    inside = {name: data for name, data in root.items() if name.upper() != "VBA"}
    with olefile.OleFileIO(io.BytesIO(compound({**inside, "VBA": inner}))) as container:
        found = {tuple(path): container.openstream(path).read() for path in container.listdir()}
        assert container.parsing_issues == []
    assert found == {(n,): d for n, d in inside.items()} | {("VBA", n): d for n, d in inner.items()}


@given(st.integers(1, 60))
def test_siblings_form_a_red_black_tree(count: int) -> None:
    """Excel looks a name up in it: shorter names first, no red below red, as many blacks on every path."""
    names = [f"M{n}" for n in range(count)]
    data = compound(dict.fromkeys(names, b""))
    entries = directory(data)
    in_order, _ = walked(entries, entries[0]["child"], "black")
    assert in_order == names


def directory(data: bytes) -> list[dict[str, object]]:
    """The entries of a container whose streams are all empty: the directory is all it holds."""
    start = 512 * (struct.unpack_from("<I", data, 48)[0] + 1)
    found = []
    for at in range(start, len(data) - 512, 128):
        name, length, _, colour, left, right, child = struct.unpack_from("<64sHBBIII", data, at)
        text = name[: max(length - 2, 0)].decode("utf-16-le")
        found.append({"name": text, "colour": ("red", "black")[colour], "left": left, "right": right,
                      "child": child})  # fmt: skip
    return found


def walked(entries: list[dict[str, object]], number: object, above: str) -> tuple[list[str], int]:
    """The names below an entry from left to right, and how many black entries every path passes."""
    if number == 0xFFFFFFFF:
        return [], 0
    entry = entries[number]
    assert (above, entry["colour"]) != ("red", "red")
    left, blacks = walked(entries, entry["left"], entry["colour"])
    right, others = walked(entries, entry["right"], entry["colour"])
    assert blacks == others
    return [*left, entry["name"], *right], blacks + (entry["colour"] == "black")


def test_a_project_says_that_nothing_is_compiled() -> None:
    """MS-OVBA 2.3.4.1 and 2.3.4.2.3.2.3: no cache, and source from the first byte of each module's stream."""
    project = vba_project("某表", MODULES)
    assert vba.stream(project, "VBA", "_VBA_PROJECT") == bytes.fromhex("CC61FFFF000000")
    assert [data for number, data in vba.records(project) if number == 0x31] == [bytes(4)] * len(MODULES)


def test_a_project_lists_its_modules_three_times_alike() -> None:
    """dir, PROJECT and PROJECTwm: name and kind."""
    project = vba_project("某表", MODULES)
    listed = list(vba.records(project))
    assert [data.decode() for number, data in listed if number == 0x19] == ["ThisWorkbook", "Guide", "One"]
    assert [number for number, _ in listed if number in (0x21, 0x22)] == [0x22, 0x22, 0x21]
    lines = vba.stream(project, "PROJECT").decode().split("\r\n")
    assert lines[1:4] == ["Document=ThisWorkbook/&H00000000", "Document=Guide/&H00000000", "Module=One"]
    names = "".join(
        f"{n}\0" + "".join(f"{c}\0" for c in n) + "\0\0" for n in ("ThisWorkbook", "Guide", "One")
    )
    assert vba.stream(project, "PROJECTwm") == names.encode("latin-1") + b"\0\0"


def test_a_project_has_the_records_of_one_that_excel_saved() -> None:
    """The same kinds of records in the same order, for a workbook without forms."""
    excel = [number for number, _ in vba.records(vba.project_of(EXCEL_WROTE.read_bytes()))]
    ours = [number for number, _ in vba.records(vba_project("某表", MODULES))]
    forms = {0x33, 0x2F, 0x30}
    before_modules = [n for n in excel[: excel.index(0x0F)] if n not in forms]
    assert ours[: ours.index(0x16)] == before_modules[: before_modules.index(0x16)]
    one = excel[excel.index(0x19) : excel.index(0x2B) + 1]
    assert ours[ours.index(0x19) : ours.index(0x2B) + 1] == one
    assert ours[-1] == excel[-1] == 0x10


def test_two_projects_differ_only_by_the_workbook_they_are_of() -> None:
    """The id comes from the name: no clock, no chance."""
    assert vba_project("甲", MODULES) == vba_project("甲", MODULES)
    one, two = (vba.settings(vba_project(name, MODULES)) for name in "甲乙")
    assert one["ID"] != two["ID"]


def test_a_class_is_turned_from_its_file_into_what_a_project_holds() -> None:
    """As Excel itself stored the class that is imported here, from the same file."""
    exported = Path(xlwings.__file__).with_name("addin").joinpath("Dictionary.cls").read_text()
    stored = vba.sources(EXCEL_WROTE.read_bytes())["Dictionary"]
    made = class_module("Dictionary", exported)
    head = made.source.split("Option Explicit")[0]
    assert head == stored.split("Option Explicit")[0]
    excel = dict(vba.records(vba.project_of(EXCEL_WROTE.read_bytes())))
    assert made.description.encode() == excel[0x1C]


def test_source_outside_ascii_is_refused() -> None:
    """It would show as question marks where the system's language is another one."""
    with pytest.raises(UnicodeEncodeError):
        vba_project("某表", (standard_module("One", "' 中文\n"),))
