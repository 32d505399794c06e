"""Every component with its licence."""

from __future__ import annotations

import pytest

from tests.bundle.made import embedded, embedded_files, sha256, wheel
from xltools.bundle.embedded import read_embedded
from xltools.bundle.licences import LIST, licence_files
from xltools.bundle.lockfile import Pin
from xltools.bundle.wheels import Wheel
from xltools.errors import HostError


@pytest.fixture
def python(tmp_path):
    return read_embedded(embedded(tmp_path))


def opened(folder, name, **more) -> Wheel:
    path = wheel(folder, name, more.pop("files", {}), **more)
    return Wheel(Pin(name, "1.0"), path, sha256(path))


@pytest.mark.parametrize(
    ("metadata", "told"),
    [
        ("License-Expression: BSD-3-Clause AND Zlib\nLicense: ignored\n", "BSD-3-Clause AND Zlib"),
        ("License: ISC License\n", "ISC License"),
        ("Classifier: License :: OSI Approved :: MIT License\n", "MIT License"),
        (
            "License: The whole text\n of a licence\nClassifier: License :: OSI Approved :: BSD License\n",
            "BSD License",
        ),
    ],
)
def test_each_is_listed_with_version_and_licence(tmp_path, python, metadata, told):
    listed = licence_files(python, [opened(tmp_path, "thing", metadata=metadata)])[LIST].decode("utf-8-sig")
    assert f"thing　1.0　{told}\r\n" in listed
    assert "Python　3.11.9　PSF-2.0\r\n" in listed
    assert "xltools　" in listed


def test_the_full_texts_are_there(tmp_path, python):
    files = {"thing-1.0.dist-info/licenses/sub/apache.txt": b"more", "thing/LICENSE": b"not of its own"}
    made = licence_files(python, [opened(tmp_path, "thing", files=files)])
    assert made["许可/thing-1.0/LICENSE"] == b"The licence of thing"
    assert made["许可/thing-1.0/sub/apache.txt"] == b"more"
    assert made["许可/Python-3.11.9/LICENSE.txt"] == b"PSF LICENSE AGREEMENT"
    assert b"MIT License" in made["许可/xltools-0.1.0/LICENSE"]


def test_a_licence_text_in_the_old_place_is_found(tmp_path, python):
    files = {"thing-1.0.dist-info/LICENCE.rst": b"old place"}
    made = licence_files(python, [opened(tmp_path, "thing", files=files, licence=False)])
    assert made["许可/thing-1.0/LICENCE.rst"] == b"old place"


def test_docxtpl_which_carries_no_text_gets_the_lgpl(tmp_path, python):
    made = licence_files(
        python, [opened(tmp_path, "docxtpl", metadata="License: LGPL-2.1-only\n", licence=False)]
    )
    text = made["许可/docxtpl-1.0/LGPL-2.1.txt"]
    assert b"GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert b"Version 2.1, February 1999" in text


def test_a_component_without_any_text_is_not_handed_on(tmp_path, python):
    with pytest.raises(HostError, match=r"thing==1\.0 没有附许可文本"):
        licence_files(python, [opened(tmp_path, "thing", licence=False)])


def test_a_python_without_its_licence_is_refused(tmp_path):
    files = embedded_files()
    del files["LICENSE.txt"]
    with pytest.raises(HostError, match=r"没有 LICENSE\.txt"):
        licence_files(read_embedded(embedded(tmp_path, files)), [])


def test_a_component_that_names_its_holder_gets_its_own_text(tmp_path, python):
    """chinesecalendar (MIT) ships without its licence; the holder's line belongs into the folder."""
    wheel = opened(tmp_path, "chinesecalendar", metadata="License: MIT License\n", licence=False)
    text = licence_files(python, [wheel])["许可/chinesecalendar-1.0/chinesecalendar-MIT.txt"].decode()
    assert "Copyright (c) 2017" in text and "Permission is hereby granted" in text
