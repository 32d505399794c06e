"""Protected sheets, over a stand-in that answers as Excel documents its object model."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from xltools.errors import HostError
from xltools.hosts.protection import unlocked


class ExcelSheet:
    """Worksheet.Protect, Unprotect, ProtectContents and Protection, as Excel documents them."""

    def __init__(self, name: str, protected: bool = True, password: str = "", **allowed: bool) -> None:
        self.Name = name
        self.ProtectContents = protected
        self.ProtectDrawingObjects = self.ProtectScenarios = protected
        self.EnableSelection = 1
        self.password = password
        self.Protection = _Allowed(allowed)
        self.calls: list[str] = []

    def Unprotect(self, password: str = "") -> None:
        self.calls.append("Unprotect")
        if password != self.password:
            raise RuntimeError("1004")
        self.ProtectContents = self.ProtectDrawingObjects = self.ProtectScenarios = False
        self.Protection = _Allowed({})
        self.EnableSelection = 0

    def Protect(self, Contents: bool, UserInterfaceOnly: bool, **options: bool) -> None:
        self.calls.append("Protect")
        self.ProtectContents = Contents
        self.ProtectDrawingObjects = options.pop("DrawingObjects")
        self.ProtectScenarios = options.pop("Scenarios")
        self.Protection = _Allowed(options)


class _Allowed:
    """Worksheet.Protection: False unless set."""

    def __init__(self, allowed: dict[str, bool]) -> None:
        self.allowed = allowed

    def __getattr__(self, name: str) -> bool:
        return self.allowed.get(name, False)


def _book(*sheets: ExcelSheet) -> Any:
    return SimpleNamespace(sheets={s.Name: SimpleNamespace(impl=None, api=s) for s in sheets})


def test_a_protected_sheet_is_open_inside_and_protected_as_before_afterwards() -> None:
    """With everything the officer allowed in it, also when the writing fails."""
    sheet = ExcelSheet("排名表", AllowFiltering=True, AllowFormattingColumns=True)
    with pytest.raises(ZeroDivisionError), unlocked(_book(sheet), ["排名表", "排名表"]):
        assert not sheet.ProtectContents
        raise ZeroDivisionError
    assert sheet.ProtectContents
    assert sheet.ProtectDrawingObjects
    assert (sheet.Protection.AllowFiltering, sheet.Protection.AllowFormattingColumns) == (True, True)
    assert not sheet.Protection.AllowSorting
    assert sheet.EnableSelection == 1
    assert sheet.calls == ["Unprotect", "Protect"]


def test_a_sheet_without_protection_gets_none() -> None:
    """Nor is it touched."""
    sheet = ExcelSheet("排名表", protected=False)
    with unlocked(_book(sheet), ["排名表"]):
        pass
    assert sheet.calls == []


def test_a_password_is_said_for_every_sheet_and_the_others_are_protected_again() -> None:
    """Before a single cell is written."""
    sheets = (
        ExcelSheet("看板"),
        ExcelSheet("排名表", password="x"),
        ExcelSheet("历史排名", password="y"),
    )
    expected = r"工作表“排名表”“历史排名”设了密码保护.*都没有改动.*撤销工作表保护"
    with (
        pytest.raises(HostError, match=expected),
        unlocked(_book(*sheets), ["看板", "排名表", "历史排名"]),
    ):
        pytest.fail("nothing may be written")
    assert all(sheet.ProtectContents for sheet in sheets)
