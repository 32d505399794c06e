"""Headers of Windows programs, built by hand after the PE format."""

from __future__ import annotations

import pytest

from tests.bundle.made import AMD64, ARM64, I386, program
from xltools.bundle.pe import Program


@pytest.mark.parametrize("machine", [AMD64, I386, ARM64])
def test_the_processor_is_told(machine):
    assert Program(program(machine)).machine() == machine


@pytest.mark.parametrize("machine", [AMD64, I386])
def test_the_dlls_it_needs_are_listed_in_lower_case(machine):
    assert Program(program(machine, ["KERNEL32.dll", "VCRUNTIME140.dll"])).dlls() == [
        "kernel32.dll", "vcruntime140.dll",
    ]  # fmt: skip


def test_a_program_that_needs_none_lists_none():
    assert Program(program()).dlls() == []


def test_the_version_is_that_of_its_resources():
    assert Program(program(version=(3, 11, 9150, 1013))).version() == (3, 11, 9150, 1013)
    assert Program(program()).version() is None


@pytest.mark.parametrize("length", [0, 2, 0x3E, 0x43, 0x45])
def test_a_program_cut_off_in_its_header_is_no_program(length):
    with pytest.raises(ValueError):
        Program(program()[:length]).machine()


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"MZ".ljust(200, b"\0")], ids=["zip", "dos"])
def test_anything_else_is_no_program(data):
    with pytest.raises(ValueError):
        Program(data).machine()


def test_a_program_cut_off_in_its_imports_is_no_program():
    whole = program(dlls=["kernel32.dll"])
    with pytest.raises(ValueError):
        Program(whole[:0x100]).dlls()
