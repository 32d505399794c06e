"""What the officer sees of a workbook: the sheet that is shown, what is selected, the window around it."""

from __future__ import annotations

from typing import Any

from xltools.cells import Box
from xltools.errors import HostError
from xltools.hosts.calc.component import Component, box_of


class Screen:
    """The window of one workbook; a program without windows has one nobody sees."""

    def __init__(self, component: Component) -> None:
        self._component = component

    @property
    def controller(self) -> Any:
        """What LibreOffice calls the controller. HostError where the workbook is shown nowhere."""
        found = self._component.model.CurrentController
        if found is None:
            raise HostError("工作簿没有窗口，可能正在关闭。请重新打开工作簿再试。")
        return found

    @property
    def window(self) -> Any:
        """What messages stand before."""
        return self.controller.Frame.ContainerWindow

    def enable(self, enabled: bool) -> None:
        """Let the officer type into the workbook, or not."""
        self.window.setEnable(enabled)

    def status_indicator(self) -> Any:
        """The text at the lower edge of the window."""
        return self.controller.Frame.createStatusIndicator()

    def active_sheet(self) -> str:
        return str(self.controller.ActiveSheet.Name)

    def activate(self, sheet: str) -> None:
        """Show a sheet. HostError where it is hidden."""
        found = self._component.sheet(sheet)
        if not found.IsVisible:
            raise HostError(f"工作表“{sheet}”是隐藏的，不能切换过去。请先取消隐藏。")
        if self.active_sheet() != sheet:
            self.controller.setActiveSheet(found)

    def selection(self) -> tuple[str, Box] | None:
        """None where a picture or a button is selected; of several boxes the first."""
        selected = self._component.model.CurrentSelection
        addresses = getattr(selected, "RangeAddresses", None)
        address = addresses[0] if addresses else getattr(selected, "RangeAddress", None)
        if address is None:
            return None
        return self._component.sheet_names()[address.Sheet], box_of(address)

    def select(self, sheet: str, box: Box) -> None:
        """Show and select a box; what is selected already stays where it is on the screen."""
        self.activate(sheet)
        if self.selection() != (sheet, box):
            self.controller.select(self._component.cells(sheet, box))
