"""What is the same in every case is done once: the commands, and the templates that nobody changed."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import typer

from xltools.folders import TEMPLATES
from xltools.letters.fields import LetterKind
from xltools.letters.fonts import GB2312, FontProfile
from xltools.letters.template import Template

_load = Template.load
_get_command = functools.cache(typer.main.get_command)


@contextmanager
def done_once(desk: Path) -> Iterator[None]:
    """The command line with these in place."""

    def load(kind: LetterKind, path: Path, fonts: FontProfile = GB2312) -> Template:
        data = path.read_bytes() if path.is_file() else b""
        known = (kind.name, data, fonts) in _TEMPLATES
        template = _TEMPLATES[kind.name, data, fonts] if known else _load(kind, path, fonts)
        if data in _unchanged(desk):
            _TEMPLATES[kind.name, data, fonts] = template
        return template

    with (
        mock.patch.object(typer.main, "get_command", _get_command),
        mock.patch.object(Template, "load", load),
    ):
        yield


_TEMPLATES: dict[tuple[str, bytes, FontProfile], Template] = {}


@functools.cache
def _unchanged(desk: Path) -> frozenset[bytes]:
    return frozenset(path.read_bytes() for path in (desk / TEMPLATES).glob("*"))
