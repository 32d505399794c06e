"""Letters printed by one LibreOffice with open fonts that cover GB2312 in place of the office's own.

FandolFang, FandolKai, FandolHei and FandolSong (Debian's texlive-lang-chinese) stand for 仿宋, 楷体, 黑体 and
宋体, Noto Serif CJK SC Bold for 小标宋: all as wide as the fonts they stand for.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from tests import office

FANDOL = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
STAND_INS = {
    "仿宋_GB2312": "FandolFang",
    "楷体_GB2312": "FandolKai",
    "黑体": "FandolHei",
    "宋体": "FandolSong",
    "方正小标宋简体": "Noto Serif CJK SC",
}
DPI = 300
MM = 25.4 / DPI
POINT = 25.4 / 72


def pdfs(letters: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """Letters by name → their PDFs; one LibreOffice for all."""
    if not FANDOL.is_dir():
        if os.environ.get("CI") or os.environ.get("XLTOOLS_CI"):
            pytest.fail("the Fandol fonts are missing: see .ci/run")
        pytest.skip("the Fandol fonts are not installed (texlive-lang-chinese)")
    sources = []
    for name, docx in letters.items():
        sources.append(folder / f"{name}.docx")
        sources[-1].write_bytes(docx)
    made = office.convert(sources, "pdf", folder, {"FONTCONFIG_FILE": str(_fontconfig(folder))})
    return {path.stem: path for path in made}


def _fontconfig(folder: Path) -> Path:
    """A fontconfig file that finds Fandol and gives every font of the office its stand-in."""
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{FANDOL}</dir>'
        f"<cachedir>{folder / 'fontcache'}</cachedir>{''.join(map(_alias, STAND_INS.items()))}</fontconfig>",
        encoding="utf8",
    )
    return path


def _alias(pair: tuple[str, str]) -> str:
    name, stand_in = pair
    bold = '<edit name="weight" mode="assign"><const>bold</const></edit>' if "Noto" in stand_in else ""
    return (
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{stand_in}</string></edit>{bold}</match>'
    )


def picture(pdf: Path, page: int) -> np.ndarray:
    """One page as an array of red, green and blue at `DPI`."""
    command = ["pdftoppm", "-r", str(DPI), "-f", str(page), "-l", str(page), str(pdf)]
    data = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    _, size, _, pixels = data.split(b"\n", 3)
    width, height = map(int, size.split())
    return np.frombuffer(pixels, np.uint8).reshape(height, width, 3)
