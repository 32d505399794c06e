"""What the officer sees of a workbook: the sheet that is shown, what is selected, the window around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xltools.cells import Box
from xltools.errors import HostError
from xltools.hosts.calc.component import Component, box_of


class Screen:
    """The window of one workbook; a program without windows has one nobody sees."""

    def __init__(self, component: Component) -> None:
        self._component = component
        self._several: tuple[tuple[str, Box] | None, list[Box]] = (None, [])

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
        """None where a picture or a button is selected; of several boxes the first, and the rest is kept in
        mind for `select`."""
        addresses = self._selected()
        if not addresses:
            return None
        found = self._component.sheet_names()[addresses[0].Sheet], box_of(addresses[0])
        self._several = (found, [box_of(address) for address in addresses])
        return found

    def select(self, sheet: str, box: Box) -> None:
        """Show and select a box, with those that were selected together with it; what is selected already
        stays where it is on the screen."""
        wanted = self._several[1] if self._several[0] == (sheet, box) else [box]
        self.activate(sheet)
        if [box_of(address) for address in self._selected()] != wanted:
            several = len(wanted) > 1
            cells = self._component.ranges(sheet, wanted) if several else self._component.cells(sheet, box)
            self.controller.select(cells)

    def _selected(self) -> Sequence[Any]:
        """The addresses of the cells selected."""
        selected = self._component.model.CurrentSelection
        one = getattr(selected, "RangeAddress", None)
        return getattr(selected, "RangeAddresses", None) or ([one] if one else [])
