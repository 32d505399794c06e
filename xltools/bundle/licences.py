"""The licence of everything in the folder, with its full text, as an office has to keep it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from importlib import metadata, resources
from pathlib import Path, PurePosixPath

from xltools import __version__
from xltools.bundle.embedded import Embedded
from xltools.bundle.leftout import LEFT_OUT, left_out
from xltools.bundle.placing import Files
from xltools.bundle.wheels import Wheel
from xltools.errors import HostError

FOLDER = "许可"
LIST = f"{FOLDER}/许可一览.txt"

_NAMES = ("licen", "copying", "notice", "authors")
_WITHOUT_TEXT = {"LGPL-2.1-only": "LGPL-2.1.txt"}
"""Licences whose text a component should carry and does not, with the text kept in texts/."""

_OF_COMPONENT = {"chinesecalendar": "chinesecalendar-MIT.txt"}
"""The same for a licence that names its holder: the text of that component alone."""

_CLASSIFIER = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class Licence:
    """One line of 许可一览: what it is, under which licence, and the texts that came with it."""

    name: str
    version: str
    licence: str
    texts: Files

    @property
    def folder(self) -> str:
        return f"{FOLDER}/{self.name}-{self.version}"


def licence_files(embedded: Embedded, wheels: Iterable[Wheel]) -> Files:
    """The folder 许可: one list and a folder a component."""
    licences = [_own(), _pythons(embedded), *map(_of, wheels)]
    files = {f"{one.folder}/{name}": data for one in licences for name, data in one.texts.items()}
    return {LIST: _list(licences).encode("utf-8-sig"), **files}


def _of(wheel: Wheel) -> Licence:
    told = message_from_string(wheel.own("METADATA"))
    name = _expression(told)
    texts = {_shown(path): data for path, data in wheel.files.items()
             if ".dist-info/" in path and _is_text(path) and not left_out(wheel.pin.name, path)}  # fmt: skip
    kept = _OF_COMPONENT.get(wheel.pin.name) or _WITHOUT_TEXT.get(name)
    if not texts and kept:
        texts = {kept: _kept_text(kept)}
    if not texts:
        raise HostError(f"组件 {wheel.pin} 没有附许可文本（{name}），不能随文件夹分发。请在 texts/ 里补上")
    return Licence(str(told["Name"]), wheel.pin.version, name, texts)


def _pythons(embedded: Embedded) -> Licence:
    text = embedded.files.get("LICENSE.txt")
    if text is None:
        raise HostError(f"“{embedded.name}”里没有 LICENSE.txt，不是原样的嵌入式包。请重新下载")
    return Licence("Python", embedded.version, "PSF-2.0", {"LICENSE.txt": text})


def _own() -> Licence:
    return Licence("xltools", __version__, "MIT", {"LICENSE": own_licence()})


def own_licence() -> bytes:
    """Our licence: beside pyproject.toml in a checkout, in .dist-info of an installed wheel."""
    checkout = Path(str(resources.files("xltools"))).parent
    if (checkout / "pyproject.toml").is_file():
        return (checkout / "LICENSE").read_bytes()
    files = metadata.files("xltools") or []
    found = next(
        (Path(str(f.locate())) for f in files if f.name == "LICENSE" and ".dist-info" in str(f)), None
    )
    if found is None:
        raise HostError("xltools 的许可文本不见了。请重新安装 xltools")
    return found.read_bytes()


def _kept_text(name: str) -> bytes:
    return resources.files("xltools.bundle").joinpath("texts", name).read_bytes()


def _is_text(path: str) -> bool:
    inside = path.partition(".dist-info/")[2].lower()
    return inside.startswith("licenses/") or PurePosixPath(inside).name.startswith(_NAMES)


def _shown(path: str) -> str:
    return path.partition(".dist-info/")[2].removeprefix("licenses/")


def _expression(told: Message) -> str:
    """The licence in a few words: the SPDX expression, else what the older fields say."""
    classifiers = [
        c.removeprefix(_CLASSIFIER) for c in told.get_all("Classifier", []) if c.startswith(_CLASSIFIER)
    ]
    short = str(told["License"] or "").strip()
    return (
        str(told["License-Expression"] or "")
        or (short if "\n" not in short else "")
        or "、".join(classifiers)
    )


def _list(licences: Sequence[Licence]) -> str:
    lines = [f"{one.name}　{one.version}　{one.licence}" for one in licences]
    left = [str(rule) for rule in LEFT_OUT]
    return "\r\n".join((
        "本文件夹里的软件、版本和许可（全文在本文件夹的各子文件夹里）", "",
        *lines, "",
        "docxtpl 按 LGPL-2.1 分发：全部源码在 python\\Lib\\site-packages\\docxtpl，可查看、修改或替换。", "",
        "与原组件相比没有放进来的文件：", *left, "",
    ))  # fmt: skip
